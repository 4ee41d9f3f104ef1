import { more } from './more-en.ts'

/** Everything a surgeon reads that is not the study's own text, in English. The other catalogues have this type. */
export const en = {
  ...more,
  // every page
  skipToContent: 'Skip to the content',
  languageSwitch: 'Language',
  back: 'Back',
  continue: 'Continue',
  saveAndContinue: 'Save and continue',
  stopForNow: 'Stop for now',
  answersAreSaved: 'your answers are saved',
  errorPrefix: 'Error: ',
  thereIsAProblem: 'There is a problem',
  contact: 'Questions? Write to',
  testNotice: 'This is a test. Answers given here are marked as test answers and do not count.',
  testComment: 'Comment on this page',
  testCommentLabel: 'What should be changed? Only the people who make this study read it.',
  testCommentSend: 'Send the comment',
  testCommentNoted: 'Thank you, your comment was noted.',
  optional: 'optional',
  notAnswered: 'Not answered',
  notOpenYetNotice: 'This study is not open yet.',

  // welcome
  invitedBy: (society: string) => `Invited by ${society}`,
  whatToExpect: 'What to expect',
  minutes: (n: number) => (n === 1 ? 'About 1 minute' : `About ${n} minutes`),
  comparisons: (n: number) =>
    n === 1 ? '1 comparison of two procedures' : `${n} comparisons of two procedures`,
  ratings: (n: number) => (n === 1 ? '1 statement to rate' : `${n} statements to rate`),
  savedAsYouGo:
    'Every answer is saved at once. Stop when you like and go on later with the same link, on any device.',
  openUntil: (time: string) => `Open until ${time}`,
  sponsorHeading: 'Who pays for this study',
  interestHeading: 'Interest of the sponsor',
  ethicsHeading: 'Ethics',
  confidential: 'Your answers are confidential: they are kept apart from your name and address.',
  anonymous: 'Your answers are anonymous.',
  start: 'Start',
  notForMe: 'This is not for me',
  welcomeBack: 'Welcome back',
  doneOf: (done: number, total: number) => `${done} of ${total} done`,
  goOn: 'Go on where you stopped',

  // consent
  consentHeading: 'Your consent',
  dataProtection: 'Data protection: what is kept, why and for how long',
  iAgree: 'I agree and want to take part',
  iDoNotAgree: 'I do not agree',
  chooseConsent: 'Choose whether you agree to take part',
  refusedHeading: 'Thank you for telling us',
  refusedText:
    'We have noted that you do not want to take part. Nothing else is asked and nothing else is kept.',
  changedMyMind: 'I have changed my mind',

  // questions
  disclosureHeading: 'Financial disclosure',
  disclosureIntroduction:
    'A “yes” does not exclude you. It is reported with the results, never with your name.',
  procedureHeading: 'The procedure',
  typicalPatient: 'The typical patient',
  experienceHeading: 'Your experience',
  aboutHeading: 'About you',
  aboutIntroduction: 'Used to describe who answered. No single answer can be traced in a report.',
  timesHeading: 'Your time',
  timesIntroduction:
    'For the patient described, the way you usually work. Minutes of your own time; an estimate is enough.',
  referenceHeading: 'A procedure to compare with',
  referenceIntroduction: 'Think of all your work for one patient, before, during and after.',
  materialsHeading: 'Single-use materials',
  materialsIntroduction:
    'Used once, not implanted, for one operation on the patient described. Leave empty the rows you do not need.',
  lookAt: (name: string) => `Look at ${name}`,
  videoOf: (size: string) => `Video, ${size}`,
  whatTheVideoShows: 'What the video shows',
  chooseAnAnswer: 'Choose an answer',
  chooseAtLeastOne: 'Choose at least one answer',
  chooseExclusive: (label: string) => `“${label}” cannot be combined with another choice`,
  enterANumber: 'Enter a number in digits, such as 25',
  enterWholeNumber: 'Enter a whole number, such as 25',
  enterDecimal: 'Enter a number such as 12.50, with at most 2 decimals',
  enterNumberBetween: (min: string, max: string) => `Enter a number from ${min} to ${max}`,
  enterNumberAtLeast: (min: string) => `Enter a number of at least ${min}`,
  enterNumberAtMost: (max: string) => `Enter a number of at most ${max}`,
  enterText: 'Write your answer',
  textTooLong: (max: number) => `Use at most ${max} characters`,
  pageAnsweredElsewhere:
    'This page was answered in another window. The saved answers are shown; change them if you like.',
  notEligibleHeading: 'Thank you for your interest',
  notEligibleText:
    'This study asks another group of people. Your answers so far are counted as “not eligible” and nothing else is asked.',
  correctMyAnswers: 'Correct my answers',

  // practice and parts
  practiceProgress: 'Practice',
  practiceHeading: 'Try one first',
  practiceText: 'This comparison is only for practice and is not kept.',
  partOf: (n: number, total: number) => `Part ${n} of ${total}`,
  partHint: 'In this part every comparison asks the same question.',
  minutesSoFar: (n: number) => (n === 1 ? 'about 1 minute so far' : `about ${n} minutes so far`),
  beginPart: 'Begin this part',

  // pairs
  comparisonOf: (n: number, total: number) => `Comparison ${n} of ${total}`,
  readPatientAgain: 'Read the typical patient again',
  /** how an item is called inside an answer: its letter on the screen and its code */
  lettered: (letter: string, code: string) => `${letter}, ${code},`,
  aboutEqual: 'About equal',
  cannotCompare: 'I cannot compare these two',
  chooseTheAnswer: 'Choose the answer that fits best',
  answeredElsewhere:
    'This comparison was answered in another window. The saved answer is shown; change it if you like.',
  keysOn: 'Keys 1, 2, 3 and 0 choose an answer',
  turnOff: 'Turn off',
  turnOn: 'Turn on',
  keysOff: 'Keys are off',

  // ratings
  statementOf: (n: number, total: number) => `Statement ${n} of ${total}`,
  ratingKeysOn: (n: number) => `Keys 1 to ${n} choose an answer`,

  // review, done, leaving
  reviewHeading: 'Check your answers',
  reviewIntroduction:
    'Change what you like, then finish. You can still change answers afterwards until the study closes.',
  reviewMissing: (n: number) =>
    n === 1
      ? '1 answer is missing. You can finish without it.'
      : `${n} answers are missing. You can finish without them.`,
  change: 'Change',
  changeAnswer: (what: string) => `Change: ${what}`,
  finish: 'Finish',
  doneHeading: 'Thank you. Your answers are complete.',
  doneText: 'You will get no further reminders.',
  reference: 'Your reference',
  finishedAt: (time: string) => `You finished on ${time}.`,
  changeUntil: (time: string) => `You can change your answers with the same link until ${time}.`,
  changeUntilClose: 'You can change your answers with the same link until the study closes.',
  lookAtAnswers: 'Look at or change my answers',
  howToWithdraw:
    'To withdraw all your answers, use the link below, or write to the address below and give your reference.',
  withdraw: 'Withdraw my answers',
  withdrawHeading: 'Withdraw your answers?',
  withdrawText: 'Your answers will not be used in any analysis or file. This cannot be undone.',
  withdrawConfirm: 'Yes, withdraw my answers',
  keepAnswers: 'No, keep my answers',
  withdrawnHeading: 'Your answers are withdrawn',
  withdrawnText: 'They will not be used. Thank you for having taken the time.',
  stoppedHeading: 'Your answers are saved',
  stoppedText:
    'Come back with the same link whenever it suits you, on this or another device. You will go on where you stopped.',
  declineHeading: 'Not for you?',
  declineText: 'Tell us, so that we do not write to you again about this study and can ask somebody else.',
  declineConfirm: 'I do not want to take part',
  declinedHeading: 'Thank you for telling us',
  declinedText:
    'You will not hear from us again about this study. Should you change your mind, your link still works until the study closes.',

  // links that do not open, and other refusals
  unknownLinkHeading: 'This link does not open a survey',
  unknownLinkText:
    'Perhaps a part of it got lost. Copy the whole link from the message you received, or ask the society that wrote to you.',
  revokedLinkHeading: 'This link is no longer valid',
  revokedLinkText:
    'It was replaced or withdrawn. Look for a newer message from your society or ask for a new link. Answers already given are safe.',
  notOpenHeading: 'This study is not open yet',
  notOpenText: 'Please come back later with the same link.',
  opensAt: (time: string) => `It opens on ${time}.`,
  closedAnonymous: 'The answers are anonymous now: what linked them to addresses was deleted for good.',
  pausedHeading: 'This study is paused',
  pausedText: 'Your answers so far are safe. Please come back later with the same link.',
  closedHeading: 'This study is closed',
  closedText: 'Answers can no longer be given or changed. Thank you for your interest.',
  closedFinishedText: 'You finished, and your answers count. They can no longer be changed. Thank you.',
  closedPartialText: 'Your saved answers are safe, but they can no longer be added to or changed. Thank you.',
  brokenFormHeading: 'That did not arrive as expected',
  brokenFormText: 'Nothing was changed. Please go back, reload the page and try again.',
  notFoundHeading: 'There is no such page',
  notFoundText: 'Open your link again to go on where you stopped.',
  faultHeading: 'Something went wrong on our side',
  faultText: 'Your saved answers are safe. Please try again in a moment.',
  openAgain: 'Open the survey again',
}

/** A catalogue: the same keys as English, so that a missing one fails the type check. */
export type Words = typeof en
