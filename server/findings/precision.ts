import type { Db } from '../../db/open-database.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { fewestForIntervals } from '../exports/programs/study-analyses.ts'
import { type TargetFacts, targetsOf } from './items.ts'
import { analyseUnblinded } from './study-result.ts'

/** How precise the planned estimate of the primary construct is so far; nothing about where it lies. */
export interface StudyPrecision {
  /** respondents who answered to the end and whom the plan keeps */
  finished: number
  /** from how many on a width is told */
  from: number
  /**
   * Width of the 95 % prediction interval of each target in wRVU, all that may be seen before closing; null below
   * `from`, and where there is no interval yet
   */
  widths: { target: TargetFacts; width: number | null }[]
  /** when it was worked out */
  at: number
}

/** An answer every second would otherwise have it worked out again for every look. */
const keptMs = 60_000
const kept = new WeakMap<Db, Map<number, StudyPrecision>>()

/**
 * Returns what may be seen of a live study's precision: the width of an interval, from 20 finished surgeons on. One
 * number a target, from which no estimate follows. At most a minute old.
 */
export function studyPrecision(context: Context, study: StudyRow): StudyPrecision {
  const known = kept.get(context.db) ?? new Map<number, StudyPrecision>()
  kept.set(context.db, known)
  const before = known.get(study.id)
  if (before && context.now() - before.at < keptMs) return before
  const { definition, people, findings } = analyseUnblinded(context, study, {
    only: ({ construct }) => construct === primaryOf(context, study),
  })
  const isEnough = people.analysed >= fewestForIntervals
  const precision: StudyPrecision = {
    finished: people.analysed,
    from: fewestForIntervals,
    widths: targetsOf(definition).map((target) => {
      const value = findings.find((finding) => finding.target.id === target.id)?.values[0]
      if (!isEnough || value === undefined || 'outcome' in value) return { target, width: null }
      const [low, high] = value.pi_with_target_se
      return { target, width: high - low }
    }),
    at: context.now(),
  }
  known.set(study.id, precision)
  return precision
}

function primaryOf(context: Context, study: StudyRow): string | undefined {
  const newest = context.queries.studies.findNewestVersion.get(study.id)!
  return (JSON.parse(newest.definition) as { primaryConstruct?: string }).primaryConstruct
}
