import type { Context } from '../context.ts'
import type { Problem } from '../http/problems.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { type DecisionSubject, isLeftOut, requireSubject } from './decide.ts'
import type { DecidePage } from './quality-pages.ts'
import { findingsShell } from './result-shell.ts'

/** Returns the form that leaves a respondent or an item out of analyses, or takes that back. */
export function decidePage(
  context: Context,
  visit: StudyVisit,
  subject: DecisionSubject,
  given: { reason: string; problems: Problem[] } = { reason: '', problems: [] },
): DecidePage {
  const { base, study, definition } = visit
  requireSubject(context, study, definition, subject)
  const { kind, name } = subject
  const isOut = isLeftOut(context, study.id, subject)
  const heading = isOut ? `Take ${name} back into analyses` : `Leave ${name} out of analyses`
  return {
    ...findingsShell(visit, { title: heading, tab: 'Quality', hasErrors: given.problems.length > 0 }),
    heading,
    sentence: isOut
      ? `The decision that left ${name} out stays in the list; this one takes it back.`
      : `No answer is changed or removed. The planned result stays as it is; a second one without ${kind === 'item' ? 'this item' : 'this respondent'} stands beside it, labelled exploratory, and new files are made. The decision can be taken back.`,
    action: `${base}/quality/${kind}/${name}`,
    fields: [{ name: 'excluded', value: isOut ? 'no' : 'yes' }],
    reason: given.reason,
    button: isOut ? 'Take it back' : 'Leave it out',
    backHref: `${base}/quality`,
    problems: given.problems,
    problem: given.problems[0]?.message,
  }
}
