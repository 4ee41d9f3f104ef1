import type { ConcaveProblem } from '../numeric/newton.ts'
import type { PairCounts } from './judgements.ts'

/** Which parameters a paired model has beside the measures B; `penalty` is a prior precision on B and F. */
export type PairedSpecification = { ties: boolean; order: boolean; penalty: number }

/** Number of parameters: B for each item, then T if ties, then F if order. */
export function pairedSize(items: number, specification: PairedSpecification): number {
  return items + (specification.ties ? 1 : 0) + (specification.order ? 1 : 0)
}

/** Moments of x in {0, 1, 2} = {less, equal, more} for one pair. */
export type PairMoments = {
  logLess: number
  logEqual: number
  logMore: number
  less: number
  equal: number
  more: number
  expected: number
  variance: number
  fourth: number
}

/**
 * Adjacent-category probabilities for D = B_a - B_b + F f and tie parameter T:
 * P(more) : P(equal) : P(less) = e^D : e^T : e^-D; T = -Infinity is the model without ties.
 * Source: rasch.org/rmt/rmt92d.htm; the same as Davidson 1970 with lambda = 2B, nu = e^T.
 */
export function pairMoments(difference: number, tie: number): PairMoments {
  const largest = Math.max(Math.abs(difference), tie)
  const moreWeight = Math.exp(difference - largest)
  const equalWeight = Math.exp(tie - largest)
  const lessWeight = Math.exp(-difference - largest)
  const total = moreWeight + equalWeight + lessWeight
  const logTotal = largest + Math.log(total)
  const more = moreWeight / total
  const equal = equalWeight / total
  const less = lessWeight / total
  const expected = equal + 2 * more
  return {
    logLess: -difference - logTotal,
    logEqual: tie - logTotal,
    logMore: difference - logTotal,
    less,
    equal,
    more,
    expected,
    variance: less * expected ** 2 + equal * (1 - expected) ** 2 + more * (2 - expected) ** 2,
    fourth: less * expected ** 4 + equal * (1 - expected) ** 4 + more * (2 - expected) ** 4,
  }
}

/** D and T of cell k at the given parameters. Source: METHODS 2.2. */
export function cellAt(
  pairs: PairCounts,
  k: number,
  parameters: Float64Array,
  specification: PairedSpecification,
) {
  const { items } = pairs
  const tie = specification.ties ? parameters[items]! : Number.NEGATIVE_INFINITY
  const order = specification.order ? parameters[parameters.length - 1]! * pairs.first[k]! : 0
  return pairMoments(parameters[pairs.low[k]!]! - parameters[pairs.high[k]!]! + order, tie)
}

/**
 * The log-likelihood of B, T and F on pair counts with gradient and information, for `maximise`.
 * Score of B_a: sum (x - E); of T: sum (1{x=1} - p1); of F: sum f (x - E). Information: V z z' with z the
 * design row, p1 (1 - E) across to T, p1 (1 - p1) for T. Source: METHODS 2.2; Fienberg & Larntz 1976.
 */
export function pairedProblem(pairs: PairCounts, specification: PairedSpecification): ConcaveProblem {
  const size = pairedSize(pairs.items, specification)
  const direction = new Float64Array(size).fill(1, 0, pairs.items)
  return {
    evaluate: (parameters) => evaluatePairs(pairs, specification, parameters),
    information: (parameters) => pairedInformation(pairs, specification, parameters),
    shift: { direction, centre: direction },
  }
}

function evaluatePairs(pairs: PairCounts, specification: PairedSpecification, parameters: Float64Array) {
  const gradient = new Float64Array(parameters.length)
  const { items } = pairs
  let loglik = 0
  for (let k = 0; k < pairs.cells; k++) {
    const at = cellAt(pairs, k, parameters, specification)
    const less = pairs.counts[3 * k]!
    const equal = specification.ties ? pairs.counts[3 * k + 1]! : 0
    const more = pairs.counts[3 * k + 2]!
    const n = less + equal + more
    loglik += less * at.logLess + more * at.logMore + (equal > 0 ? equal * at.logEqual : 0)
    const residual = equal + 2 * more - n * at.expected
    gradient[pairs.low[k]!]! += residual
    gradient[pairs.high[k]!]! -= residual
    if (specification.ties) gradient[items]! += equal - n * at.equal
    if (specification.order) gradient[parameters.length - 1]! += pairs.first[k]! * residual
  }
  for (const p of penalised(parameters.length, items, specification)) {
    loglik -= (specification.penalty / 2) * parameters[p]! ** 2
    gradient[p]! -= specification.penalty * parameters[p]!
  }
  return { loglik, gradient }
}

/** Minus the Hessian, row-major; includes the penalty. Source: METHODS 2.2; Fienberg & Larntz 1976. */
export function pairedInformation(
  pairs: PairCounts,
  specification: PairedSpecification,
  parameters: Float64Array,
): Float64Array {
  const size = parameters.length
  const { items } = pairs
  const information = new Float64Array(size * size)
  for (let k = 0; k < pairs.cells; k++) {
    const at = cellAt(pairs, k, parameters, specification)
    const equal = specification.ties ? pairs.counts[3 * k + 1]! : 0
    const n = pairs.counts[3 * k]! + equal + pairs.counts[3 * k + 2]!
    const row: [number, number][] = [
      [pairs.low[k]!, 1],
      [pairs.high[k]!, -1],
    ]
    if (specification.order && pairs.first[k] !== 0) row.push([size - 1, pairs.first[k]!])
    for (const [p, left] of row) {
      for (const [r, right] of row) information[p * size + r]! += n * at.variance * left * right
      if (!specification.ties) continue
      const cross = n * at.equal * (1 - at.expected) * left
      information[p * size + items]! += cross
      information[items * size + p]! += cross
    }
    if (specification.ties) information[items * size + items]! += n * at.equal * (1 - at.equal)
  }
  for (const p of penalised(size, items, specification)) information[p * size + p]! += specification.penalty
  return information
}

/** The parameters a penalty pulls towards 0: measures and order effect, never the tie parameter. */
function penalised(size: number, items: number, specification: PairedSpecification): number[] {
  if (specification.penalty === 0) return []
  const measures = Array.from({ length: items }, (_, p) => p)
  return specification.order ? [...measures, size - 1] : measures
}
