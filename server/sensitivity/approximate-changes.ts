import { fitPaired, SMALL_PENALTY } from '../measurement/paired/fit-paired.ts'
import { toJudgements } from '../measurement/paired/judgements.ts'
import { chooseCalibrationSet } from '../measurement/person-item/calibration-set.ts'
import { fitMarginal } from '../measurement/person-item/fit-marginal.ts'
import { itemEstimates } from '../measurement/person-item/item-estimates.ts'
import { dichotomise, toResponses } from '../measurement/person-item/responses.ts'
import { marginalInfluence, pairedInfluence } from '../measurement/quality/influence.ts'
import { fitLine, readLine } from '../measurement/value/regression-line.ts'
import { type PairAnswers, toPairs, type WideAnswers } from '../results/answer-table.ts'
import type { Workbench } from './workbench.ts'

/**
 * By how much leaving out each respondent of the planned table would move its value, wRVU, to first order: the
 * order in which respondents are then tried exactly. Under other estimators than marginal ML the order is that of
 * marginal ML. Undefined where the model has no estimate.
 */
export function approximateChanges(bench: Workbench): Float64Array | undefined {
  const { table, given } = bench
  if (given.planned.model !== 'paired' && table.kind === 'wide') return changesOfWide(bench, table)
  return changesOfPairs(bench, table.kind === 'wide' ? toPairs(table) : table)
}

function changesOfWide({ given }: Workbench, table: WideAnswers): Float64Array | undefined {
  const packed = toResponses(table.scores)
  if ('outcome' in packed) return undefined
  const recoded =
    given.planned.model === 'dichotomous' && packed.maxScore > 1
      ? dichotomise(packed, given.reading === 'more = 1' ? 2 : 1)
      : packed
  const set = chooseCalibrationSet(recoded, { persons: 'all', completeRows: given.planned.completeRows })
  if ('outcome' in set) return undefined
  const model = set.responses.maxScore === 1 ? 'dichotomous' : given.planned.model === 'pcm' ? 'pcm' : 'rsm'
  const fit = fitMarginal(set.responses, model)
  if (fit.outcome !== 'fit') return undefined
  const { locations } = itemEstimates(fit)
  const workRvu = Array.from(set.itemsUsed, (item) => table.items[item]!.workRvu)
  const gradient = gradientOf(locations, (measures) => readAt(measures, workRvu, 0))
  const changes = marginalInfluence(fit, set.responses, gradient)
  const byRow = new Float64Array(table.respondents.length)
  set.rowsUsed.forEach((row, place) => {
    byRow[row] = changes[place]!
  })
  return byRow
}

function changesOfPairs({ given }: Workbench, table: PairAnswers): Float64Array | undefined {
  const judgements = toJudgements(table.judgements, table.items.length)
  if ('outcome' in judgements) return undefined
  const { ties, order } = given.planned
  const fit = fitPaired(judgements, { ties, order, penalty: SMALL_PENALTY })
  if (fit.outcome !== 'fit') return undefined
  const named = table.items.findIndex((item) => item.id === given.target)
  const target = named >= 0 ? named : table.items.findIndex((item) => item.isTarget)
  const workRvu = table.items.map((item, k) => (fit.unanimous.includes(k) ? null : item.workRvu))
  const gradient = gradientOf(fit.B, (measures) => readAt(measures, workRvu, measures[target]!))
  const changes = pairedInfluence(fit, judgements, gradient)
  return Float64Array.from(table.respondents, (_, respondent) => changes.get(respondent) ?? 0)
}

/** The line through the items with a known work RVU, read at a measure. */
function readAt(measures: Float64Array, workRvu: readonly (number | null)[], at: number): number {
  const known = workRvu.flatMap((value, k) => (value === null ? [] : [k]))
  const line = fitLine(
    known.map((k) => measures[k]!),
    known.map((k) => workRvu[k]!),
  )
  return line.outcome === 'line' ? readLine(line, at).predicted : 0
}

/** Central differences; a step of 1e-4 logits is far below what matters and far above rounding. */
function gradientOf(at: Float64Array, value: (measures: Float64Array) => number): Float64Array {
  const step = 1e-4
  return at.map((_, k) => {
    const moved = (by: number) => value(at.map((measure, j) => (j === k ? measure + by : measure)))
    return (moved(step) - moved(-step)) / (2 * step)
  })
}
