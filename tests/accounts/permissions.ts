/** A person of each kind, by role and only society. */
export const people = [
  { name: 'an owner', role: 'owner', society: null },
  { name: 'a coordinator', role: 'coordinator', society: null },
  { name: 'a coordinator of one society', role: 'coordinator', society: 'sbc' },
  { name: 'an analyst', role: 'analyst', society: null },
  { name: 'an auditor', role: 'auditor', society: null },
] as const

type Person = (typeof people)[number]['name']

const group = (who: Person[], routes: string) => ({
  who,
  routes: routes.trim().split(/\s*\n\s*/),
})

/** Who may use each staff address: written down here once more, so that a wrong act in a route table is seen. */
export const permissions = [
  group(
    people.map(({ name }) => name),
    `
    get /account
    get /account/second-factor
    get /account/second-factor/off
    get /fees
    get /jobs/:job
    get /media/:file
    get /password
    get /recompute
    get /recompute/examples/:name
    get /recompute/examples/:name/:picture.:kind
    get /studies
    get /studies/:slug
    get /studies/:slug/data
    get /studies/:slug/definition.json
    get /studies/:slug/fieldwork
    get /studies/:slug/fieldwork.csv
    get /studies/:slug/fieldwork/flow.:kind
    get /studies/:slug/jobs/:job
    get /studies/:slug/pictures/:picture.:kind
    get /studies/:slug/quality
    get /studies/:slug/report
    get /studies/:slug/report.md
    get /studies/:slug/report/:picture
    get /studies/:slug/results
    get /studies/:slug/results/:target
    get /studies/:slug/sensitivity
    get /studies/:slug/sensitivity.csv
    get /studies/:slug/sensitivity/:picture
    get /studies/:slug/simulator
    post /account/second-factor
    post /account/second-factor/off
    post /account/sessions/:id/end
    post /account/sessions/end-others
    post /password
    post /recompute
    post /recompute/files
    `,
  ),
  // Who the members are: owners and coordinators; those of one society see theirs.
  group(
    ['an owner', 'a coordinator', 'a coordinator of one society'],
    `
    get /studies/:slug/fieldwork-all-counts.csv
    get /studies/:slug/links.csv
    get /studies/:slug/links-unfinished.csv
    get /studies/:slug/mail
    get /studies/:slug/mail/bounces
    get /studies/:slug/mail/outbox
    get /studies/:slug/mail/texts
    get /studies/:slug/mail/texts/:kind/:language
    get /studies/:slug/mail/write
    get /studies/:slug/members
    get /studies/:slug/members/:id
    get /studies/:slug/members/lists/:list
    get /studies/:slug/members/samples/:sample
    get /studies/:slug/members/samples/:sample/draw.csv
    get /studies/:slug/open-links
    get /studies/:slug/open-links/:id/card
    get /studies/:slug/open-links/:id/qr.png
    post /studies/:slug/mail/again-failed
    post /studies/:slug/mail/again-uncertain
    post /studies/:slug/mail/bounces
    post /studies/:slug/mail/cancel-all
    post /studies/:slug/mail/check
    post /studies/:slug/mail/mailings/:id/cancel
    post /studies/:slug/mail/outbox/:id/again
    post /studies/:slug/mail/outbox/:id/cancel
    post /studies/:slug/mail/outbox/:id/taken
    post /studies/:slug/mail/schedule
    post /studies/:slug/mail/send
    post /studies/:slug/mail/taken-uncertain
    post /studies/:slug/mail/try
    post /studies/:slug/members
    post /studies/:slug/members/:id
    post /studies/:slug/members/:id/erase
    post /studies/:slug/members/:id/replace
    post /studies/:slug/members/:id/revoke
    post /studies/:slug/members/find
    post /studies/:slug/members/lists/:list
    post /studies/:slug/members/lists/:list/discard
    post /studies/:slug/members/replace-gone
    post /studies/:slug/open-links
    post /studies/:slug/open-links/:id/:what
    post /studies/:slug/open-links/:id/cap
    post /studies/:slug/open-links/:id/name
    `,
  ),
  // What concerns the whole study.
  group(
    ['an owner', 'a coordinator'],
    `
    get /studies/:slug/privacy
    get /studies/:slug/privacy/results-addresses.csv
    post /studies/:slug/privacy/apply
    post /studies/:slug/privacy/cut
    post /studies/:slug/privacy/erase-answers
    post /studies/:slug/privacy/retention
    get /studies/:slug/close
    get /studies/:slug/closing-time
    get /studies/:slug/data/own-words
    get /studies/:slug/definition/:topic
    get /studies/:slug/definition/:topic/:entry
    get /studies/:slug/definition/comparators/paste
    get /studies/:slug/definition/history
    get /studies/:slug/definition/history/:revision
    get /studies/:slug/definition/languages
    get /studies/:slug/definition/languages/:language
    get /studies/:slug/definition/pictures
    get /studies/:slug/delete
    get /studies/:slug/mail/senders/:society
    get /studies/:slug/publish
    get /studies/:slug/replace
    get /studies/:slug/try
    get /studies/:slug/try/:link
    get /studies/:slug/wording
    get /studies/new
    post /fees
    post /studies
    post /studies/:slug/archive
    post /studies/:slug/data/:dataset/delete
    post /studies/:slug/begin-closing
    post /studies/:slug/close
    post /studies/:slug/closing-time
    post /studies/:slug/data/own-words
    post /studies/:slug/definition/:topic
    post /studies/:slug/definition/:topic/:entry
    post /studies/:slug/definition/comparators/paste
    post /studies/:slug/definition/history/:revision/restore
    post /studies/:slug/definition/languages
    post /studies/:slug/definition/languages/:language
    post /studies/:slug/definition/pictures
    post /studies/:slug/delete
    post /studies/:slug/mail/pause
    post /studies/:slug/mail/resume
    post /studies/:slug/mail/rule
    post /studies/:slug/mail/senders/:society
    post /studies/:slug/mail/texts/:kind/:language
    post /studies/:slug/pause
    post /studies/:slug/publish
    post /studies/:slug/replace
    post /studies/:slug/resume
    post /studies/:slug/simulator
    post /studies/:slug/simulator/keep
    post /studies/:slug/test-links
    post /studies/:slug/try/comments/:comment
    post /studies/:slug/wording
    `,
  ),
  // Taking data away, and recorded decisions of an analysis.
  group(
    ['an owner', 'a coordinator', 'an analyst'],
    `
    get /studies/:slug/data/:dataset/*file
    get /studies/:slug/quality/:kind/:name
    get /studies/:slug/try/test-data.zip
    get /tokens
    post /studies/:slug/data
    post /studies/:slug/quality/:kind/:name
    post /studies/:slug/sensitivity
    post /tokens
    post /tokens/:id/revoke
    `,
  ),
  group(
    ['an owner', 'a coordinator', 'an auditor'],
    `
    get /log
    get /log.csv
    `,
  ),
  group(
    ['an owner'],
    `
    get /people
    get /people/:id
    post /people
    post /people/:id/off
    post /people/:id/on
    post /people/:id/password-link
    post /people/:id/role
    post /people/:id/second-factor-off
    post /people/:id/sign-out
    post /people/links/:id/revoke
    `,
  ),
].flatMap(({ who, routes }) => routes.map((route) => ({ route, who })))
