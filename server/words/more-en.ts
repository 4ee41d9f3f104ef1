/** What surgeons read on the pages about their own link and the results, and when an answer does not get through. */
export const more = {
  // links that are handed around
  keepHeading: 'Keep your personal link',
  keepText:
    'With it you come back to your answers, on any device, until the study closes. Copy it or save this page as a bookmark. Whoever has it can see and change your answers.',
  keepMailLabel: 'Or have it sent to you',
  keepMailHint: 'The address is used for this one message and is not stored.',
  keepMailSend: 'Send me the link',
  keepMailSent: 'The link is on its way to you.',
  keepMailFailed: 'The message could not be sent. Please copy the link instead.',
  keepMailSubject: (title: string) => `Your link to the survey: ${title}`,
  keepMailText:
    'This is your personal link. With it you come back to your answers until the study closes. Whoever has it can see and change them.',
  pressOnceMore: 'Please press Start once more.',
  begunHere:
    'Somebody has already started on this device. If it was you, go on with your personal link instead; otherwise press Start.',
  fullHeading: 'Very many have started today',
  fullText:
    'No more people can start with this link today. Please try again tomorrow, or write to the address below.',
  crowdedHeading: 'Very many are starting just now',
  crowdedText: 'Please try again in a minute. Nothing is lost.',
  scanToStart: 'Scan to take part',

  // links that were made for one person
  linkIsPersonal:
    'This link is personal: it opens the answers of the one member it was made for. If it was forwarded to you, please write to the address below for a link of your own.',
  begunOn: (time: string) =>
    `These answers were begun on ${time}. If that was not you, this link was made for somebody else: please do not go on, and write to the address below for a link of your own.`,
  doNotForward: 'Please do not forward your link: whoever has it can see and change your answers.',

  withdrawByMail: (reference: string) =>
    `To have your answers withdrawn, write to the address below and give your reference, ${reference}.`,

  // an address for the results
  resultsHeading: 'Would you like to see the results?',
  resultsText:
    'Leave an address and the society will send them when they are published. It is kept apart from your answers: nobody can tell which answers are yours.',
  resultsAddress: 'E-mail address',
  resultsSend: 'Send me the results',
  resultsThanks: 'Thank you. The results will be sent to you when they are published.',
  resultsWrong: 'That did not look like an e-mail address. Please try again.',

  // what could not be sent or saved
  tooLargeHeading: 'That is too long',
  tooLargeText: 'Nothing was changed. Please go back, shorten what you wrote and send it again.',
  notSavedHeading: 'Your last answer could not be saved',
  notSavedText:
    'It is still on this page: please send it again in a moment. Everything you saved before is safe.',
  notSavedPaused:
    'What you have just sent is not saved. Leave this page open and send it again after the pause.',
  sendAgain: 'Send it again',
  offline:
    'You seem to be offline. Your answer stays on this page; send it again when the connection is back.',

  // one page in two windows
  writtenElsewhere:
    'This page was answered in another window, too. What you wrote here stands in the fields and is not saved yet; what is saved stands beside it. Save to replace it, or keep the saved answers.',
  savedElsewhere: 'Saved in the other window:',
  keepSaved: 'Keep the saved answers',
}
