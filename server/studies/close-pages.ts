import type { Context } from '../context.ts'
import { countsText } from '../fieldwork/counts-text.ts'
import { formatTime } from '../http/format.ts'
import type { Problem } from '../http/problems.ts'
import { studyShell } from '../http/staff-shell.ts'
import { type CloseTimeValues, closeTimeFields, currentCloseTime } from './close-time-fields.ts'
import { nextSteps } from './next-steps.ts'
import type { ClosePage, ClosingTimePage } from './pages.ts'
import { stateName } from './state-text.ts'
import { endOfGrace } from './study-state.ts'
import type { StudyVisit } from './study-visit.ts'
import { studyZone } from './study-zone.ts'

const headings = {
  draft: 'There is nothing to close yet',
  open: 'Close this study?',
  closed: 'This study is closed',
}

/** Returns the page that changes when a study closes by itself. */
export function closingTimePage(
  context: Context,
  visit: StudyVisit,
  values: CloseTimeValues = currentCloseTime(context, visit.study),
  problems: Problem[] = [],
): ClosingTimePage {
  const isDraft = visit.study.state === 'draft' || visit.study.state === 'testing'
  const isOver = visit.study.state === 'closed' || visit.study.state === 'archived'
  return {
    ...studyShell({ ...visit, title: 'Closing time', tab: 'Definition', hasErrors: problems.length > 0 }),
    base: visit.base,
    isOver,
    problems,
    closeTime: closeTimeFields(values, problems, {
      opening: visit.study.opens_at === null ? isDraft : visit.now < visit.study.opens_at,
      reason: !isDraft && visit.study.closes_at !== null,
    }),
  }
}

/** Returns the page that asks before closing for good; where there is nothing to close it says so. */
export function closePage(context: Context, visit: StudyVisit): ClosePage {
  const { study, now } = visit
  const name = stateName(study, now)
  const isDraft = name === 'draft' || name === 'testing'
  const isClosed = name === 'closed' || name === 'archived'
  const end = name === 'closing' ? endOfGrace(study) : null
  return {
    ...studyShell({
      ...visit,
      title: headings[isDraft ? 'draft' : isClosed ? 'closed' : 'open'],
      tab: 'Definition',
    }),
    base: visit.base,
    heading: headings[isDraft ? 'draft' : isClosed ? 'closed' : 'open'],
    mayClose: !isDraft && !isClosed,
    isDraft,
    next: isClosed ? nextSteps(context, visit, { listed: 0, mailed: 0 }) : [],
    isPaused: name === 'paused',
    closing:
      end === null
        ? undefined
        : `Nobody can start any more. Who has begun may finish until ${formatTime(end, studyZone(context, study), 'en')}; then the study closes by itself.`,
    counts: countsText(context, visit.person, visit.study),
    mayBegin: visit.study.state === 'live' && visit.study.paused_at === null,
    graces: closeTimeFields(currentCloseTime(context, visit.study), []).graces.filter(
      ({ value }) => value !== '0',
    ),
  }
}
