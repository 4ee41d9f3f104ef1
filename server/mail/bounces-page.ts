import type { RecipientRow } from '../../db/queries/recipients.ts'
import type { Context } from '../context.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { mailShell } from './mail-shell.ts'
import type { MailAddressPage, MailBouncesPage } from './pages.ts'

const mostMembers = 200

/** Returns the page of members whose mail did not reach them, and where reports of that are brought. */
export function bouncesPage(
  context: Context,
  visit: StudyVisit,
  given: { problems?: Problem[]; said?: string } = {},
): MailBouncesPage {
  const { study, person, base } = visit
  const problems = given.problems ?? []
  const all = context.queries.outbox.listUnreached.all({
    studyId: study.id,
    society: person.society,
    limit: 100_000,
  })
  return {
    ...mailShell(context, visit, { title: 'Came back', tab: 'Came back', hasErrors: problems.length > 0 }),
    problems,
    said: given.said,
    members: all.slice(0, mostMembers).map((one) => ({
      email: one.email,
      name: one.name,
      society: one.society,
      what: one.state === 'bounced' ? 'came back' : 'refused by the mail server',
      reason: one.reason,
      href: `${base}/mail/addresses/${one.id}`,
    })),
    more: Math.max(0, all.length - mostMembers),
    hasWebhook: context.config.mailWebhookSecret !== undefined,
  }
}

/** Returns the page on which a member's address is corrected. */
export function addressPage(
  context: Context,
  visit: StudyVisit,
  member: RecipientRow,
  given: { typed?: string; problems?: Problem[] } = {},
): MailAddressPage {
  const problems = given.problems ?? []
  const title = 'Correct an address'
  return {
    ...mailShell(context, visit, { title, tab: 'Came back', hasErrors: problems.length > 0 }),
    action: `${visit.base}/mail/addresses/${member.id}`,
    problems,
    name: member.name,
    email: {
      id: 'email',
      label: 'E-mail address',
      hint: 'The personal link stays the same. Write to the member again afterwards.',
      type: 'email',
      value: given.typed ?? member.email,
      error: problemOf(problems, 'email'),
      autocomplete: 'off',
    },
    back: `${visit.base}/mail/bounces`,
  }
}
