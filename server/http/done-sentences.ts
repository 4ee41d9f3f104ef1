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
  'fees-imported': 'The fee schedule was imported. Look codes up below.',
  'plan-kept': 'The plan and the stopping rule are part of the definition now.',
  joined: 'Welcome. Your account was made.',
  'session-ended': 'That browser is signed out.',
  'sessions-ended': 'Every other browser is signed out.',
  'factor-off': 'The second factor is off.',
  'account-link-revoked': 'The link was revoked.',
  'person-signed-out': 'The person is signed out everywhere.',
  'person-factor-off': 'The second factor is off. The person can turn it on again after signing in.',
  'role-changed': 'The role was changed. It counts from the person’s next page on.',
  'person-off': 'The account was switched off and signed out.',
  'person-on': 'The account was switched on.',
  'token-revoked': 'The token was revoked. The next request with it is refused.',
  'dataset-made': 'The files are ready.',
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
