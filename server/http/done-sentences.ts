/** What a redirect may say on the page it leads to; anything else in the address says nothing. */
const doneSentences: Record<string, string> = {
  saved: 'Saved.',
  restored: 'The draft is as it was then. What was there before is in the history.',
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
  'link-revoked': 'The link was revoked. It no longer opens the survey.',
  'link-replaced': 'The member has a new link; the one before no longer works. Download the links again.',
}

/** Returns the sentence behind a code of the address, or undefined. */
export function doneSentence(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(doneSentences, code) ? doneSentences[code] : undefined
}
