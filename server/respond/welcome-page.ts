import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { toSafeHtml } from '../http/markdown.ts'
import { countJudgements } from '../studies/plan-schedule.ts'
import { scheduleInput } from '../studies/schedule-input.ts'
import { endOfGrace } from '../studies/study-state.ts'
import { progressOf } from './next-step.ts'
import type { Visit } from './open-link.ts'
import type { WelcomePage } from './pages.ts'
import { say, visitShell } from './visit-shell.ts'

/** Returns the page a link opens: who asks, for how long, who pays; showing it changes nothing. */
export function welcomePage(
  context: Context,
  visit: Visit,
  start?: { stamp: string; begun: boolean; again?: boolean },
): WelcomePage {
  const { words, definition, respondent, base, language } = visit
  const shell = visitShell(visit, say(visit, definition.title), respondent ? 'by-own-form' : 'by-address')
  const returning = respondent && {
    progress: progressText(context, visit),
    begun: words.begunOn(timeText(context, visit, respondent.started_at)),
  }
  return {
    ...shell,
    heading: returning ? words.welcomeBack : say(visit, definition.title),
    invitedBy: words.invitedBy(shell.society?.name ?? ''),
    introduction: toSafeHtml(say(visit, definition.introduction)),
    returning,
    expectations: expectationsOf(context, visit),
    sponsor: definition.sponsor.name,
    interest: say(visit, definition.sponsor.interest),
    ethics: say(visit, definition.ethicsReference) || undefined,
    startAction: `${base}/start?lang=${language}`,
    shared: start && {
      stamp: start.stamp,
      again: start.again ?? false,
      notice: start.again ? words.pressOnceMore : start.begun ? words.begunHere : undefined,
    },
    withdrawHref: returning ? `${base}/withdraw` : undefined,
    personal: returning || visit.invitation.kind !== 'member' ? undefined : words.linkIsPersonal,
    declineHref: returning || visit.isShared ? undefined : `${base}/decline?lang=${language}`,
  }
}

function timeText(context: Context, { study, language }: Visit, at: number): string {
  return formatTime(at, study.close_zone ?? context.config.zone, language)
}

function progressText(context: Context, visit: Visit): string {
  const { done, total } = progressOf(context, visit.respondent!, visit.definition)
  return visit.words.doneOf(done, total)
}

function expectationsOf(context: Context, visit: Visit): string[] {
  const { words, definition, study } = visit
  const input = scheduleInput(definition)
  // Who has begun may finish a little longer than others may start.
  const until = visit.respondent ? endOfGrace(study) : study.closes_at
  return [
    words.minutes(definition.minutes),
    ...(input ? [words.comparisons(countJudgements(input))] : []),
    ...(definition.ratingItems.length > 0 ? [words.ratings(definition.ratingItems.length)] : []),
    words.savedAsYouGo,
    study.mode === 'anonymous' ? words.anonymous : words.confidential,
    ...(until === null ? [] : [words.openUntil(timeText(context, visit, until))]),
  ]
}
