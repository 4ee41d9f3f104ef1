/** What a redirect may say on the page it leads to; anything else in the address says nothing. */
const doneSentences: Record<string, string> = {
  created: 'The study was made. It is a draft until you publish it.',
  replaced: 'The definition was replaced.',
  published: 'The study is published. Its links take answers now.',
  paused: 'The study is paused. Its links say so; no answer is lost.',
  resumed: 'The study takes answers again.',
  closed: 'The study is closed. Nothing changes any more.',
  'closing-time': 'The closing time was saved.',
  'test-links': 'The test links were made.',
  password: 'Your password was changed.',
  'person-added': 'The account was made. Hand the password over in person or by telephone.',
  'person-off': 'The account was switched off and signed out.',
  'person-on': 'The account was switched on.',
  'token-revoked': 'The token was revoked. The next request with it is refused.',
  'dataset-made': 'The files are ready.',
  'mail-queued': 'The mails are queued. They leave one after the other; this page shows what became of each.',
  'mail-cancelled': 'What was still waiting was cancelled.',
  'mail-again': 'The mail is queued again.',
  'mail-taken': 'The mail is taken as sent.',
  'mail-paused': 'Mail of this study is held. Nothing is lost.',
  'mail-resumed': 'Mail of this study goes on.',
  'mail-text-saved': 'The text was saved. Mails that still wait use it, too.',
  'mail-text-reset': 'The text is ours again.',
  'mail-sender': 'The sender was saved.',
  'reminder-rule': 'The rule was saved. It counts from now on.',
  'reminder-scheduled': 'The reminder is scheduled. Who gets it is decided at that time.',
  'reminder-cancelled': 'The reminder was cancelled.',
  'list-discarded': 'The list was discarded. Nobody was added.',
  'list-gone': 'This list was added or discarded already.',
  'member-corrected': 'The member was corrected.',
  'link-revoked': 'The link was revoked. It no longer opens the survey.',
  'link-replaced': 'The member has a new link; the one before no longer works. Download the links again.',
}

/** Returns the sentence behind a code of the address, or undefined. */
export function doneSentence(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(doneSentences, code) ? doneSentences[code] : undefined
}
