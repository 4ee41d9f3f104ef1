import type { Context } from '../context.ts'
import type { Problem } from '../http/problems.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { mailShell } from './mail-shell.ts'
import type { MailBouncesPage } from './pages.ts'

const mostMembers = 200

/** Returns the page of members whose mail did not reach them, and where reports of that are brought. */
export function bouncesPage(
  context: Context,
  visit: StudyVisit,
  given: { problems?: Problem[]; said?: string } = {},
): MailBouncesPage {
  const { study, definition, person, base } = visit
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
      society: definition.societies.find(({ slug }) => slug === one.society)?.shortName ?? one.society,
      what: one.state === 'bounced' ? 'came back' : 'refused by the mail server',
      reason: one.reason,
      href: `${base}/members/${one.id}`,
    })),
    more: Math.max(0, all.length - mostMembers),
    hasWebhook: context.config.mailWebhookSecret !== undefined,
  }
}
