import type { Context } from '../context.ts'
import { assetUrl } from '../http/assets.ts'
import { type StaffShell, studyShell } from '../http/staff-shell.ts'
import type { StudyTab } from '../http/study-tabs.ts'
import type { Run } from '../results/run.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import type { ResultShell } from './pages.ts'
import { provenanceOf } from './provenance.ts'
import { runForm, runText } from './run-query.ts'
import type { StudyResult } from './study-result.ts'

/** A visit to a result page: who looks at which study, and what of the planned run the address changes. */
export interface ResultVisit extends StudyVisit {
  changes: Partial<Run>
}

/** How often a page that waits for resampling is loaded again. */
const refreshSeconds = 5

/** Returns the frame of a page about results, with the style sheet they share. */
export function findingsShell(
  visit: StudyVisit,
  given: { title: string; tab: StudyTab; pending?: boolean; hasErrors?: boolean },
): StaffShell {
  const { title, tab, pending, hasErrors } = given
  const shell = studyShell({ ...visit, title, tab, hasErrors: hasErrors ?? false })
  return {
    ...shell,
    css: [...shell.css, assetUrl('css/findings.css')],
    ...(pending ? { refreshSeconds } : {}),
  }
}

/** Returns what every page of an open result has: its run, the form for another one, and how it was made. */
export function resultShell(
  context: Context,
  visit: ResultVisit,
  result: StudyResult,
  given: { title: string; heading: string; path: string; pending?: boolean; keep?: Record<string, string> },
): ResultShell {
  const { base, person, study } = visit
  const { listExclusions, listItemExclusions } = context.queries.exports
  const hasDecisions = listExclusions.all(study.id).length + listItemExclusions.all(study.id).length > 0
  const keep = Object.entries(given.keep ?? {}).map(([name, value]) => ({ name, value }))
  return {
    ...findingsShell(visit, { ...given, tab: 'Result' }),
    base,
    heading: given.heading,
    exploratory: result.differences,
    plannedHref: withQuery(given.path, {}, given.keep),
    form: { action: given.path, fields: runForm(result.definition, result.run, hasDecisions), keep },
    provenance: provenanceOf(context, person, study, result),
  }
}

/** Returns an address with a run and further fields in its query. */
export function withQuery(path: string, changes: Partial<Run>, more: Record<string, string> = {}): string {
  const query = [new URLSearchParams(more).toString(), runText(changes)]
    .filter((part) => part !== '')
    .join('&')
  return query === '' ? path : `${path}?${query}`
}
