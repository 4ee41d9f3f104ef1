import type { Context } from '../context.ts'
import { countsText } from '../fieldwork/counts-text.ts'
import type { Problem } from '../http/problems.ts'
import { studyShell } from '../http/staff-shell.ts'
import { type CloseTimeValues, closeTimeFields, currentCloseTime } from './close-time-fields.ts'
import { summarise } from './definition-summary.ts'
import type { ClosePage, ClosingTimePage, PublishPage } from './pages.ts'
import type { StudyVisit } from './study-visit.ts'

/** Returns the checklist before publishing. */
export function publishPage(
  context: Context,
  visit: StudyVisit,
  values: CloseTimeValues = currentCloseTime(context, visit.study),
  problems: Problem[] = [],
): PublishPage {
  const summary = summarise(visit.definition)
  const complete = summary.languages.every((language) => language.missing === 0)
  const isComparison = visit.definition.targets.length > 0
  const members = context.queries.invitations.countBySociety
    .all(visit.study.id)
    .reduce((total, row) => total + row.members, 0)
  const hasEthics = visit.definition.ethicsReference !== undefined
  return {
    ...studyShell({ ...visit, title: 'Publish', tab: 'Definition', hasErrors: problems.length > 0 }),
    base: visit.base,
    problems,
    summary,
    checklist: [
      { text: 'Every text is there in every language of the study', done: complete },
      ...(isComparison
        ? [
            {
              text: 'The licence statement for CPT codes is recorded',
              done: visit.definition.licenceStatement !== undefined,
            },
          ]
        : []),
      { text: 'An ethics reference is stated (recommended)', done: hasEthics },
      { text: `Members are listed: ${members} (can be added later)`, done: members > 0 },
    ],
    testsToWipe: context.queries.respondents.countTest.get(visit.study.id)!,
    closeTime: closeTimeFields(values, problems),
  }
}

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
