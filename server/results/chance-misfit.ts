import { randomStream } from '../measurement/numeric/random.ts'
import { mean, sortedQuantile } from '../measurement/numeric/statistics.ts'
import { fitPaired, SMALL_PENALTY } from '../measurement/paired/fit-paired.ts'
import { toJudgements } from '../measurement/paired/judgements.ts'
import { drawJudgements, drawResponses } from '../measurement/simulate/draw-responses.ts'
import { analysePairs } from './analyse-pairs.ts'
import { analyseWide } from './analyse-wide.ts'
import type { AnalysisResult } from './analysis-result.ts'
import type { AnalysisOptions, AnswerTable, PairAnswers, WideAnswers } from './answer-table.ts'
import { calibrateWide } from './calibrate-wide.ts'

/** Mean squares below the first and above the second of a pair stand out. */
export interface FitLimits {
  persons: readonly [number, number]
  items: readonly [number, number]
}

/** How many stand out. `items`: infit or outfit outside, each item once. */
export interface Misfits {
  personsAbove: number
  personsBelow: number
  items: number
}

/** How many would by chance: the mean over simulated surveys, and where 95 in 100 of them lie. */
export interface Expected {
  mean: number
  low: number
  high: number
}

export interface ChanceMisfit extends Record<keyof Misfits, Expected> {
  /** simulated surveys that had an estimate, of `replications` */
  kept: number
  replications: number
  seed: number
}

/** Returns how many persons' infit, and how many items, lie outside the limits. */
export function countMisfits({ persons, items }: AnalysisResult, limits: FitLimits): Misfits {
  const [low, high] = limits.persons
  const infits = persons.flatMap(({ infit }) => (infit === null ? [] : [infit]))
  const isOutside = (value: number | null) =>
    value !== null && (value < limits.items[0] || value > limits.items[1])
  return {
    personsAbove: infits.filter((infit) => infit > high).length,
    personsBelow: infits.filter((infit) => infit < low).length,
    items: Object.values(items).filter(({ infit, outfit }) => isOutside(infit) || isOutside(outfit)).length,
  }
}

/**
 * Returns how many persons and items would lie outside the limits if every answer kept to the model: surveys with the
 * same blanks are drawn from the fitted model, and each is analysed by the engine like the real one (parametric
 * bootstrap with refitting; Efron & Tibshirani 1993, ch. 6). undefined where there is no estimate, or no model of a single
 * answer to draw from, as with half points for ties.
 */
export function chanceMisfit(
  table: AnswerTable,
  options: AnalysisOptions,
  limits: FitLimits,
  order: { seed: number; replications: number; onProgress?: (done: number) => void },
): ChanceMisfit | undefined {
  const bare: AnalysisOptions = { ...options, replications: 0, readOut: 'none' }
  const draw =
    table.kind === 'pairs' ? pairSurveys(table, bare, order.seed) : wideSurveys(table, bare, order.seed)
  if (!draw) return undefined
  const found: Misfits[] = []
  for (let done = 1; done <= order.replications; done++) {
    const result = draw()
    if (result?.outcome === 'fit') found.push(countMisfits(result, limits))
    order.onProgress?.(done)
  }
  if (found.length === 0) return undefined
  const { seed, replications } = order
  const expected = (key: keyof Misfits) => summary(found.map((one) => one[key]))
  return {
    kept: found.length,
    replications,
    seed,
    personsAbove: expected('personsAbove'),
    personsBelow: expected('personsBelow'),
    items: expected('items'),
  }
}

type Survey = () => AnalysisResult | undefined

function wideSurveys(table: WideAnswers, options: AnalysisOptions, seed: number): Survey | undefined {
  const calibrated = calibrateWide(table, options)
  if (calibrated.outcome !== 'calibrated') return undefined
  const { set, fit } = calibrated
  if (fit.outcome !== 'fit') return undefined
  const stream = randomStream(seed)
  const items = Array.from(set.itemsUsed, (item) => ({ ...table.items[item]!, workRvu: null }))
  const respondents = Array.from(set.rowsUsed, (row) => table.respondents[row]!)
  return () => {
    const scores = drawResponses(fit, set.responses, stream)
    // Without the highest category it would be another model.
    if (!scores.some((row) => row.includes(set.responses.maxScore))) return undefined
    return analyseWide({ kind: 'wide', items, respondents, scores }, options)
  }
}

function pairSurveys(table: PairAnswers, options: AnalysisOptions, seed: number): Survey | undefined {
  if (options.ties === 'half') return undefined
  const judgements = toJudgements(table.judgements, table.items.length)
  if ('outcome' in judgements) return undefined
  const fit = fitPaired(judgements, { ties: options.ties, order: options.order, penalty: SMALL_PENALTY })
  if (fit.outcome !== 'fit') return undefined
  const stream = randomStream(seed)
  const { groups: _, ...rest } = table
  return () => analysePairs({ ...rest, judgements: drawJudgements(fit, table.judgements, stream) }, options)
}

function summary(counts: readonly number[]): Expected {
  const sorted = Float64Array.from(counts).sort()
  return { mean: mean(sorted), low: sortedQuantile(sorted, 0.025), high: sortedQuantile(sorted, 0.975) }
}
