import { randomStream } from '../measurement/numeric/random.ts'
import { sortedQuantile } from '../measurement/numeric/statistics.ts'
import { fitPaired, SMALL_PENALTY } from '../measurement/paired/fit-paired.ts'
import { toJudgements } from '../measurement/paired/judgements.ts'
import { chooseCalibrationSet } from '../measurement/person-item/calibration-set.ts'
import { fitMarginal, type MarginalFit } from '../measurement/person-item/fit-marginal.ts'
import { type Responses, selectResponses, toResponses } from '../measurement/person-item/responses.ts'
import { toLocations } from '../measurement/person-item/threshold-map.ts'
import { pairedDraws } from '../measurement/value/measure-draws.ts'
import { fitLine } from '../measurement/value/regression-line.ts'
import type { AnalysisOptions, AnswerTable, PairAnswers, WideAnswers } from './answer-table.ts'

/** How the implied wRVUs of two targets differ, `first` less `second`. */
export interface TargetDifference {
  first: string
  second: string
  /** 95 % limits over joint resamples of whole surgeons; null with fewer than 20 usable ones */
  surgeons: [low: number, high: number] | null
  replications: number
}

/** Values per replication, one list a target; NaN never: a replication without every value is left out. */
type Draws = number[][]

const fewestDraws = 20

/**
 * Differences between targets by one joint bootstrap: whole surgeons are drawn, every target is refitted to the same
 * surgeons, each line is fitted again and read at its target, so that what surgeons share cancels out. Person-by-item
 * models by marginal ML (tables in the order of `targets`, rows the same respondents) and one paired model of all
 * targets; other estimators and models have none. Source: METHODS section 4, several targets; Efron & Tibshirani 1993,
 * ch. 8.
 */
export function targetDifferences(
  tables: readonly AnswerTable[],
  targets: readonly string[],
  options: AnalysisOptions,
): TargetDifference[] {
  if ((options.readOut ?? 'target') !== 'target' || options.replications === 0) return []
  const [table] = tables
  const draws =
    table?.kind === 'pairs' ? drawPaired(table, targets, options) : drawWide(tables as WideAnswers[], options)
  if (!draws) return []
  return targets.flatMap((first, a) =>
    targets.slice(a + 1).map((second, offset) => {
      const b = a + 1 + offset
      return {
        first,
        second,
        surgeons: percentiles(draws.map((values) => values[a]! - values[b]!)),
        replications: draws.length,
      }
    }),
  )
}

interface Star {
  responses: Responses
  fit: MarginalFit
  /** items of the fit with a known work RVU, and that */
  known: { item: number; workRvu: number }[]
}

function drawWide(tables: readonly WideAnswers[], options: AnalysisOptions): Draws | undefined {
  if (options.estimator !== 'mml' || (options.model !== 'rsm' && options.model !== 'pcm')) return undefined
  const stars = tables.map((table) => toStar(table, options))
  if (stars.some((star) => star === undefined)) return undefined
  const persons = tables[0]!.respondents.length
  const stream = randomStream(options.seed)
  const rows = new Int32Array(persons)
  const draws: Draws = []
  for (let r = 0; r < options.replications; r++) {
    for (let n = 0; n < persons; n++) rows[n] = stream.integer(persons)
    const values = stars.map((star) => valueAtTarget(star!, rows))
    if (values.every((value) => value !== undefined)) draws.push(values)
  }
  return draws
}

/** All respondents of a table, in its order, with the items that can be measured. */
function toStar(table: WideAnswers, options: AnalysisOptions): Star | undefined {
  const packed = toResponses(table.scores)
  if ('outcome' in packed) return undefined
  const set = chooseCalibrationSet(packed, { persons: 'all', completeRows: options.completeRows })
  if ('outcome' in set) return undefined
  const fit = fitMarginal(set.responses, options.model === 'pcm' ? 'pcm' : 'rsm')
  if (fit.outcome !== 'fit') return undefined
  const everyRow = Array.from({ length: packed.persons }, (_, n) => n)
  const known = Array.from(set.itemsUsed).flatMap((index, item) => {
    const { workRvu } = table.items[index]!
    return workRvu === null ? [] : [{ item, workRvu }]
  })
  return { responses: selectResponses(packed, everyRow, set.itemsUsed), fit, known }
}

/** The value read at 0, where the persons' mean lies, from the surgeons drawn; those without an answer here drop out. */
function valueAtTarget({ responses, fit, known }: Star, rows: Int32Array): number | undefined {
  const { items, maxScore } = responses
  const answered = rows.filter((n) =>
    responses.scores.subarray(n * items, (n + 1) * items).some((score) => score >= 0),
  )
  const everyItem = Array.from({ length: items }, (_, i) => i)
  const refit = fitMarginal(selectResponses(responses, answered, everyItem), fit.map.model, fit)
  if (refit.outcome !== 'fit') return undefined
  const locations = toLocations(refit.thresholds, items, maxScore)
  const line = fitLine(
    known.map(({ item }) => locations[item]!),
    known.map(({ workRvu }) => workRvu),
  )
  return line.outcome === 'line' ? line.intercept : undefined
}

function drawPaired(
  table: PairAnswers,
  targets: readonly string[],
  options: AnalysisOptions,
): Draws | undefined {
  const judgements = toJudgements(table.judgements, table.items.length)
  if ('outcome' in judgements) return undefined
  const fit = fitPaired(judgements, { ties: options.ties, order: options.order, penalty: SMALL_PENALTY })
  if (fit.outcome !== 'fit') return undefined
  const comparators = table.items.flatMap((item, k) =>
    item.isTarget || item.workRvu === null || fit.unanimous.includes(k) ? [] : [k],
  )
  const places = targets.map((id) => table.items.findIndex((item) => item.id === id))
  if (places.includes(-1)) return undefined
  const { seed, replications } = options
  const found = pairedDraws(
    fit,
    judgements,
    { comparators, targets: places },
    { seed, replications, penalty: SMALL_PENALTY },
  )
  const workRvu = comparators.map((k) => table.items[k]!.workRvu!)
  return found.comparators.flatMap((measures, r) => {
    const line = fitLine(measures, workRvu)
    if (line.outcome !== 'line') return []
    return [Array.from(found.targets[r]!, (measure) => line.intercept + line.slope * measure)]
  })
}

function percentiles(values: number[]): [number, number] | null {
  if (values.length < fewestDraws) return null
  const sorted = Float64Array.from(values).sort()
  return [sortedQuantile(sorted, 0.025), sortedQuantile(sorted, 0.975)]
}
