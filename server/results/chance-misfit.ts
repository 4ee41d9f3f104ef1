import { randomStream } from '../measurement/numeric/random.ts'
import { mean, sortedQuantile } from '../measurement/numeric/statistics.ts'
import { fitPaired, SMALL_PENALTY } from '../measurement/paired/fit-paired.ts'
import { toJudgements } from '../measurement/paired/judgements.ts'
import type { CalibrationSet } from '../measurement/person-item/calibration-set.ts'
import type { PersonItemFit } from '../measurement/person-item/item-estimates.ts'
import type { Responses } from '../measurement/person-item/responses.ts'
import type { FitStatistics } from '../measurement/quality/fit-statistics.ts'
import { objectFit, respondentFit } from '../measurement/quality/paired-fit.ts'
import { drawJudgements, drawResponses } from '../measurement/simulate/draw-responses.ts'
import type { AnalysisResult } from './analysis-result.ts'
import type { AnalysisOptions, AnswerTable, PairAnswers, WideAnswers } from './answer-table.ts'
import { calibrateWide } from './calibrate-wide.ts'
import { itemFit, personFit } from './fit-of-items.ts'

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

/** The mean squares that are counted; null where there is none. */
interface MeanSquares {
  persons: readonly (number | null)[]
  items: readonly { infit: number | null; outfit: number | null }[]
}

/** Returns how many persons' infit, and how many items, lie outside the limits. */
export function countMisfits({ persons, items }: AnalysisResult, limits: FitLimits): Misfits {
  return count({ persons: persons.map(({ infit }) => infit), items: Object.values(items) }, limits)
}

function count({ persons, items }: MeanSquares, limits: FitLimits): Misfits {
  const [low, high] = limits.persons
  const infits = persons.filter((infit) => infit !== null)
  const isOutside = (value: number | null) =>
    value !== null && (value < limits.items[0] || value > limits.items[1])
  return {
    personsAbove: infits.filter((infit) => infit > high).length,
    personsBelow: infits.filter((infit) => infit < low).length,
    items: items.filter(({ infit, outfit }) => isOutside(infit) || isOutside(outfit)).length,
  }
}

/**
 * Returns how many persons and items would lie outside the limits if every answer kept to the model: surveys with the
 * same blanks are drawn from the fitted model, and each is fitted by the engine like the real one (parametric
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
    const squares = draw()
    if (squares) found.push(count(squares, limits))
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

/** Draws a survey and fits it; undefined where it has no estimate. */
type Survey = () => MeanSquares | undefined

function wideSurveys(table: WideAnswers, options: AnalysisOptions, seed: number): Survey | undefined {
  const real = calibrateWide(table, options)
  if (real.outcome !== 'calibrated' || real.fit.outcome !== 'fit') return undefined
  const { fit, set } = real
  const stream = randomStream(seed)
  const items = Array.from(set.itemsUsed, (item) => table.items[item]!)
  const respondents = Array.from(set.rowsUsed, (row) => table.respondents[row]!)
  return () => {
    const scores = drawResponses(fit, set.responses, stream)
    // Without the highest category it would be another model.
    if (!scores.some((row) => row.includes(set.responses.maxScore))) return undefined
    const drawn = calibrateWide({ kind: 'wide', items, respondents, scores }, options)
    return drawn.outcome === 'calibrated' && drawn.fit.outcome === 'fit'
      ? squaresOfWide(drawn.responses, drawn.set, drawn.fit)
      : undefined
  }
}

function squaresOfWide(responses: Responses, set: CalibrationSet, fit: PersonItemFit): MeanSquares {
  const { groups, statistics } = personFit(responses, set, fit)
  return {
    persons: Array.from(groups.groupOfRow, (group, row) => (group < 0 ? null : statistics.infit[row]!)),
    items: toItems(itemFit(set.responses, fit)),
  }
}

function pairSurveys(table: PairAnswers, options: AnalysisOptions, seed: number): Survey | undefined {
  if (options.ties === 'half') return undefined
  const fitted = (rows: PairAnswers['judgements']) => {
    const judgements = toJudgements(rows, table.items.length)
    if ('outcome' in judgements) return undefined
    const fit = fitPaired(judgements, { ties: options.ties, order: options.order, penalty: SMALL_PENALTY })
    return fit.outcome === 'fit' ? { fit, judgements } : undefined
  }
  const real = fitted(table.judgements)
  if (!real) return undefined
  const stream = randomStream(seed)
  return () => {
    const drawn = fitted(drawJudgements(real.fit, table.judgements, stream))
    if (!drawn) return undefined
    const { fit: persons } = respondentFit(drawn.fit, drawn.judgements)
    return {
      persons: Array.from(persons.infit, (infit, person) => (persons.n[person]! > 0 ? infit : null)),
      items: toItems(objectFit(drawn.fit)),
    }
  }
}

function toItems({ infit, outfit }: FitStatistics): MeanSquares['items'] {
  return Array.from(infit, (value, item) => ({ infit: value, outfit: outfit[item]! }))
}

function summary(counts: readonly number[]): Expected {
  const sorted = Float64Array.from(counts).sort()
  return { mean: mean(sorted), low: sortedQuantile(sorted, 0.025), high: sortedQuantile(sorted, 0.975) }
}
