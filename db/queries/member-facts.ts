/*
 * What is known of a member, each defined once, as conditions on `invitation i`. Lists, counts and filters of every
 * page are made from these. How the answering ended is known until the link between addresses and answers is cut.
 */

/** A mail `m` of a member `i` that did not reach the address they have now: it came back, or was refused for good. */
export const didNotReach = (m: string, i: string) =>
  `${m}.state IN ('failed', 'bounced') AND ${m}.address = ${i}.email`

const ended = (how: string) =>
  `EXISTS (SELECT 1 FROM identity_link l JOIN respondent r ON r.id = l.respondent_id
    WHERE l.invitation_id = i.id AND ${how})`

export const memberFacts = {
  opted_out: 'EXISTS (SELECT 1 FROM opt_out x WHERE x.email = i.email)',
  declined: 'i.declined_at IS NOT NULL',
  // Once the record of mails is gone, what it said of the invitation is left.
  unreached: `(EXISTS (SELECT 1 FROM outbox m WHERE m.invitation_id = i.id AND ${didNotReach('m', 'i')})
    OR (i.mail_status IN ('failed', 'bounced')
      AND NOT EXISTS (SELECT 1 FROM outbox m WHERE m.invitation_id = i.id)))`,
  not_eligible: ended('r.eligible = 0'),
  refused: ended(`r.consent = 'refused'`),
  withdrawn: ended('r.withdrawn_at IS NOT NULL'),
  revoked: 'i.revoked_at IS NOT NULL',
} as const

/** True of members who finished, or who could not be reached or wished to be left in peace: nobody to remind. */
export const isOver = `(${[ended('r.completed_at IS NOT NULL'), ...Object.values(memberFacts)].join(' OR ')})`

export type MemberFact = keyof typeof memberFacts

const facts = Object.entries(memberFacts)

/** Every fact as a column of 0 or 1. */
export const factColumns = facts.map(([name, condition]) => `${condition} AS ${name}`).join(', ')

/** Every fact as a column that counts. */
export const factCounts = facts.map(([name, condition]) => `sum(${condition}) AS ${name}`).join(', ')

/** True of members of whom the fact named by `@only` holds; of all where it is null. */
export const isOnly = `(@only IS NULL OR CASE @only ${facts
  .map(([name, condition]) => `WHEN '${name}' THEN ${condition}`)
  .join(' ')} END)`
