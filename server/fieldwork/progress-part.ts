import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { studyPrecision } from '../findings/precision.ts'
import { formatTime } from '../http/format.ts'
import type { Definition } from '../studies/definition.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import { funnelOf } from './funnel.ts'
import type { ProgressPart } from './part-pages.ts'
import { fieldworkProgress } from './progress.ts'
import { type ShownProgress, shownProgress } from './progress-shown.ts'
import { smallCellThresholdOf } from './small-cells.ts'
import { seesEveryMember, withheldCounts } from './withheld.ts'

/** Returns the zone a study's days are counted in. */
export function zoneOf(context: Context, { study }: StudyVisit): string {
  return studyZone(context, study)
}

/** Returns what stands below the funnel: days, stops, minutes, precision, what needs doing. */
export function progressPart(context: Context, visit: StudyVisit): ProgressPart {
  const { study, definition, person, base } = visit
  const progress = fieldworkProgress(context, study, definition, person.society)
  const seesAll = mayDo(person, 'identities')
  const shown: ShownProgress = seesAll
    ? progress
    : shownProgress(progress, definition, withheldCounts(funnelOf(context, study.id), definition))
  const isOver = study.state === 'closed' || study.state === 'archived'
  const removed = context.queries.retention.find.get(study.id)?.answers_removed_at ?? null
  const [days, stops] = [shown.days ?? [], shown.stops ?? []]
  const most = Math.max(1, ...days.map(({ started }) => started))
  return {
    base,
    zone: zoneOf(context, visit),
    isOver,
    removed:
      removed === null
        ? undefined
        : `All answers were removed for good on ${formatTime(removed, zoneOf(context, visit), 'en')}, as the retention date says. The funnel above keeps the counts.`,
    withheld: shown.days === undefined,
    together: seesAll || shown.days === undefined ? undefined : togetherText(definition),
    days: days.map((one) => ({ ...one, share: Math.round((100 * one.started) / most) })),
    stops: stops.map(({ page, reached, stopped }) => ({
      page,
      reached,
      stopped,
      rate: reached === 0 ? '' : `${Math.round((100 * stopped) / reached)} % of ${reached} who came to it`,
    })),
    minutes: minutesText(shown.minutes, progress.finished, definition.minutes, isOver),
    planned:
      definition.samplePlan === undefined
        ? 'No number of surgeons was planned with the simulator.'
        : `The plan ${isOver ? 'aimed' : 'aims'} at ${definition.samplePlan.surgeons} completed answers.`,
    stoppingRule: definition.plan.stoppingRule,
    precision: precisionOf(
      context,
      visit,
      isOver,
      seesEveryMember(person) ? 1 : smallCellThresholdOf(definition),
    ),
    unreached: seesAll && !isOver ? unreachedPart(context, visit) : undefined,
    duplicates: progress.duplicates,
  }
}

/** Where small counts are told together there is nothing to withhold; a threshold of 1 joins nothing. */
function togetherText(definition: Definition): string | undefined {
  const threshold = smallCellThresholdOf(definition)
  return threshold === 1
    ? undefined
    : `Neighbouring days, and pages, are told together where a count would be below ${threshold}.`
}

/** The width of the interval and nothing of where it lies, from as many finished surgeons on as the engine says. */
function precisionOf(
  context: Context,
  { study, definition }: StudyVisit,
  isOver: boolean,
  least: number,
): ProgressPart['precision'] {
  const isPublished = study.state !== 'draft' && study.state !== 'testing'
  if (!isPublished || definition.targets.length === 0 || definition.plan.readOut === 'none')
    return { lines: [], aim: undefined }
  const { finished, from, widths } = studyPrecision(context, study)
  const aimed = definition.samplePlan?.expected.intervalWidthWrvu
  const several = widths.length > 1
  const lines = widths.map(({ target, width }) => {
    const name = several ? `${target.id}: ` : ''
    if (finished < from)
      return {
        text: `${name}The width of the interval is told${isOver ? ' here' : ''} from ${from} finished surgeons on${finished < least ? '' : `; ${finished} ${isOver ? 'had finished at closing' : 'have finished'}`}.`,
      }
    if (width === null)
      return {
        text: `${name}There is no interval${isOver ? '' : ' yet'} from ${finished} finished surgeons.`,
      }
    return {
      text: `${name}The 95 % prediction interval of the implied wRVU ${isOver ? 'was' : 'is'} ${width.toFixed(1)} wRVU wide ${isOver ? 'at closing' : 'now'}, with ${finished} finished surgeons.`,
    }
  })
  const [shared] = lines
  return {
    lines: finished < from && shared ? [{ text: shared.text.replace(/^T\d+: /, '') }] : lines,
    aim:
      aimed === undefined ? undefined : `The plan ${isOver ? 'aimed' : 'aims'} at a width of ${aimed} wRVU.`,
  }
}

function minutesText(
  minutes: ShownProgress['minutes'],
  finished: number,
  promised: number,
  isOver: boolean,
): string {
  if (minutes === 'withheld') return 'Withheld: too few have finished.'
  if (minutes === undefined)
    return isOver
      ? 'Nobody finished whose browser measured the time.'
      : 'Nobody has finished yet whose browser measured the time.'
  const { median, low, high, measured } = minutes
  const one = (value: number) => value.toFixed(1)
  return `Median ${one(median)} minutes, the middle half from ${one(low)} to ${one(high)}; measured for ${measured} of ${finished} who finished. People were told ${promised}.`
}

function unreachedPart(context: Context, { study, person, base }: StudyVisit): ProgressPart['unreached'] {
  const filter = { studyId: study.id, society: person.society, only: 'unreached', word: null } as const
  const n = context.queries.invitations.countFiltered.get(filter)!
  return n === 0 ? undefined : { n, href: `${base}/members?only=unreached#list` }
}
