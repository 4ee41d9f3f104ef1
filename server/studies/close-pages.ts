import type { Context } from '../context.ts'
import { countsText } from '../fieldwork/counts-text.ts'
import type { Problem } from '../http/problems.ts'
import { studyShell } from '../http/staff-shell.ts'
import { type CloseTimeValues, closeTimeFields, currentCloseTime } from './close-time-fields.ts'
import type { ClosePage, ClosingTimePage } from './pages.ts'
import type { StudyVisit } from './study-visit.ts'

/** Returns the page that changes when a study closes by itself. */
export function closingTimePage(
  context: Context,
  visit: StudyVisit,
  values: CloseTimeValues = currentCloseTime(context, visit.study),
  problems: Problem[] = [],
): ClosingTimePage {
  const isDraft = visit.study.state === 'draft' || visit.study.state === 'testing'
  return {
    ...studyShell({ ...visit, title: 'Closing time', tab: 'Definition', hasErrors: problems.length > 0 }),
    base: visit.base,
    problems,
    closeTime: closeTimeFields(values, problems, {
      opening: visit.study.opens_at === null ? isDraft : visit.now < visit.study.opens_at,
      reason: !isDraft && visit.study.closes_at !== null,
    }),
  }
}

/** Returns the page that asks before closing for good. */
export function closePage(context: Context, visit: StudyVisit): ClosePage {
  return {
    ...studyShell({ ...visit, title: 'Close the study for good', tab: 'Definition' }),
    base: visit.base,
    counts: countsText(context, visit.person, visit.study),
    mayBegin: visit.study.state === 'live' && visit.study.paused_at === null,
    graces: closeTimeFields(currentCloseTime(context, visit.study), []).graces.filter(
      ({ value }) => value !== '0',
    ),
  }
}
