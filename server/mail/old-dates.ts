import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { endOfGrace } from '../studies/study-state.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import type { OldDatePart } from './old-date-part.ts'
import { reasonGroups } from './reason-groups.ts'
import { type Choice, dryRun } from './recipients.ts'
import { studyTrouble } from './verdict.ts'

/**
 * Returns how many people were told another closing time than the study has now, and how many a reminder can tell at
 * present; undefined where nobody was, or where no reminder leaves the study any more.
 */
export function oldDatePart(context: Context, visit: StudyVisit): OldDatePart | undefined {
  const { study, person, now } = visit
  if (studyTrouble(study, 'reminder', now) !== undefined) return undefined
  const choice: Choice = {
    kind: 'reminder',
    society: person.society,
    wave: null,
    language: null,
    only: [],
    oldDate: true,
  }
  const { to, notTo: all } = dryRun(context, study, choice, now)
  // Once nobody starts any more, the time matters only to those who have begun; others read it at the door.
  const notTo = all.filter(({ reason }) => reason !== 'closing')
  const holders = [...to, ...notTo.map(({ member }) => member)]
  if (holders.length === 0) return undefined
  const time = (at: number) => formatTime(at, studyZone(context, study), 'en')
  const dates = [...Map.groupBy(holders, (member) => member.named_close!)]
    .toSorted(([a], [b]) => a - b)
    .map(([at, members]) => ({ at: time(at), n: members.length }))
  const n = holders.length
  return {
    sentence: `${n === 1 ? '1 person was' : `${n} people were`} told another closing time in the newest mail they have: ${datesText(dates)}. The study ${closesNow(context, visit)}.`,
    who: toText(to.length, notTo.length),
    notTo: reasonGroups(context, visit, notTo).map(({ reason, members }) => `${members.length}: ${reason}`),
  }
}

function datesText(dates: readonly { at: string; n: number }[]): string {
  return dates.length === 1 ? dates[0]!.at : dates.map(({ at, n }) => `${n} were told ${at}`).join('; ')
}

function toText(n: number, others: number): string {
  if (n === 0) return 'None of them can be sent a reminder at present:'
  const now = `${n} of them can be sent a reminder now, which names the time that counts and the one it replaces.`
  return others === 0 ? now : `${now} Not to the others:`
}

function closesNow(context: Context, { study }: StudyVisit): string {
  if (study.closes_at === null) return 'has no closing time now'
  const time = (at: number) => formatTime(at, studyZone(context, study), 'en')
  return study.state === 'closing'
    ? `takes no new starts since ${time(study.closes_at)}; who has begun may finish until ${time(endOfGrace(study)!)}`
    : `closes ${time(study.closes_at)} now`
}
