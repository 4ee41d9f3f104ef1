import type { Db } from '../../db/open-database.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { dayIn } from '../exports/cells.ts'
import { endOf, nextStep, stepsAfterPairs, stepsBeforePairs } from '../respond/next-step.ts'
import type { Definition } from '../studies/definition.ts'
import { requireVersion } from '../studies/definitions.ts'

/** How field work goes beside the funnel; test answers never count. */
export interface FieldworkProgress {
  /** every day from the first start to the last answer, in the study's zone */
  days: { day: string; started: number; completed: number }[]
  /** pages in order: how many came to it, and how many of those stopped there and have not come back */
  stops: { page: string; reached: number; stopped: number }[]
  /** minutes the pages were visible, of those who finished and whose browser measured it; quartiles by linear interpolation */
  minutes: { median: number; low: number; high: number; measured: number } | undefined
  finished: number
  /** references of people who began on a device on which somebody had begun before */
  duplicates: string[]
}

const kept = new WeakMap<Db, Map<string, { state: number; progress: FieldworkProgress }>>()

/** Returns how field work goes, of one society or of all (null); kept until the data change, so that looking costs nothing. */
export function fieldworkProgress(
  context: Context,
  study: StudyRow,
  definition: Definition,
  society: string | null,
): FieldworkProgress {
  const known = kept.get(context.db) ?? new Map<string, { state: number; progress: FieldworkProgress }>()
  kept.set(context.db, known)
  const key = `${study.id} ${society ?? ''}`
  const state = context.queries.exports.dataState.get(study.id) ?? 0
  const before = known.get(key)
  if (before?.state === state) return before.progress
  const progress = context.read(() => workOut(context, study, definition, society))
  known.set(key, { state, progress })
  return progress
}

function workOut(
  context: Context,
  study: StudyRow,
  definition: Definition,
  society: string | null,
): FieldworkProgress {
  const everybody = context.queries.respondents.listLive.all({ studyId: study.id, society })
  const finished = everybody.filter((one) => endOf(one) === 'done')
  const pages = pagesOf(definition)
  const stopped = new Map<string, number>()
  for (const one of everybody) {
    if (endOf(one) !== undefined) continue
    const own = requireVersion(context, one.version_id).definition
    const page = pageOf(context, one.id, nextStep(context, one, own))
    stopped.set(page, (stopped.get(page) ?? 0) + 1)
  }
  let reached = finished.length
  const stops = [...pages].reverse().map(({ key, name }) => {
    reached += stopped.get(key) ?? 0
    return { page: name, reached, stopped: stopped.get(key) ?? 0 }
  })
  return {
    days: daysOf(everybody, dayIn(study.close_zone ?? study.open_zone ?? context.config.zone)),
    stops: stops.reverse(),
    minutes: minutesOf(finished.flatMap(({ active_ms }) => active_ms ?? [])),
    finished: finished.length,
    duplicates: everybody.filter(({ again }) => again === 1).map(({ pseudonym }) => pseudonym),
  }
}

function daysOf(
  everybody: readonly { started_at: number; completed_at: number | null }[],
  dayOf: (at: number) => string,
): FieldworkProgress['days'] {
  const counts = new Map<string, { started: number; completed: number }>()
  const count = (at: number, what: 'started' | 'completed') => {
    const day = counts.get(dayOf(at)) ?? { started: 0, completed: 0 }
    day[what] += 1
    counts.set(dayOf(at), day)
  }
  for (const { started_at, completed_at } of everybody) {
    count(started_at, 'started')
    if (completed_at !== null) count(completed_at, 'completed')
  }
  const seen = [...counts.keys()].sort()
  const [first, last] = [seen[0], seen.at(-1)]
  if (first === undefined || last === undefined) return []
  const days: FieldworkProgress['days'] = []
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    days.push({ day, ...(counts.get(day) ?? { started: 0, completed: 0 }) })
  }
  return days
}

/** The pages of a study as people go through them; comparisons by their part, whatever it asks. */
function pagesOf(definition: Definition): { key: string; name: string }[] {
  const names: Record<string, string> = {
    disclosure: 'Financial disclosure',
    experience: 'Experience',
    practice: 'Practice',
    about: 'About you',
  }
  const named = (step: string) => {
    const target = /^procedure\/(.+)$/.exec(step)?.[1]
    const several = definition.targets.length > 1 ? ` ${target}` : ''
    return { key: step, name: target ? `The procedure${several}` : (names[step] ?? sentenceCase(step)) }
  }
  return [
    { key: 'consent', name: 'Consent' },
    ...stepsBeforePairs(definition).map(named),
    ...definition.constructs.map((_, at) => ({
      key: `part/${at + 1}`,
      name:
        definition.constructs.length === 1
          ? 'Comparisons'
          : `Comparisons, part ${at + 1} of ${definition.constructs.length}`,
    })),
    ...(definition.ratingItems.length > 0 ? [{ key: 'ratings', name: 'Statements to rate' }] : []),
    ...stepsAfterPairs(definition).map(named),
    { key: 'review', name: 'Check your answers' },
  ]
}

function sentenceCase(step: string): string {
  const words = step.replace(/[-_/]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function pageOf(context: Context, respondentId: number, step: string): string {
  const [kind, n] = step.split('/')
  if (kind === 'blocks') return `part/${n}`
  if (kind === 'pairs') return `part/${context.queries.judgements.find.get(respondentId, Number(n))!.block}`
  return kind === 'ratings' ? 'ratings' : step
}

function minutesOf(times: number[]): FieldworkProgress['minutes'] {
  if (times.length === 0) return undefined
  const sorted = times.map((ms) => ms / 60_000).sort((a, b) => a - b)
  const quantile = (share: number) => {
    const at = share * (sorted.length - 1)
    const low = sorted[Math.floor(at)]!
    return low + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - low)
  }
  return { median: quantile(0.5), low: quantile(0.25), high: quantile(0.75), measured: sorted.length }
}
