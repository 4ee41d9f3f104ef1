import { rootDiagonal } from '../numeric/matrix.ts'
import { maximise } from '../numeric/newton.ts'
import { centredCovariance } from '../numeric/shift-invariant.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import { type PairedSpecification, pairedProblem, pairedSize } from './adjacent-likelihood.ts'
import { explainPairedExistence, type PairedExistence, pairedExistence } from './existence.ts'
import { countPairs, type Judgements, type PairCounts } from './judgements.ts'

/**
 * What to do with "equal": a tie parameter (`adjacent`, the default), leave ties out (`drop`), or count each
 * as half a "more" and half a "less" (`half`).
 */
export type TieRule = 'adjacent' | 'drop' | 'half'

export type PairedOptions = {
  ties?: TieRule
  /** Estimate the order effect F: the advantage of the item shown first. */
  order?: boolean
  /** Prior precision on B (and F) used only when the estimate would not be finite; 0 refuses instead. */
  penalty?: number
}

/** The default penalty: a normal prior with standard deviation sqrt(10) = 3.16 logits on each measure. */
export const SMALL_PENALTY = 0.1

/** Beyond this many logits an estimate counts as running to infinity. */
const BOUND = 15
/** An order effect that large means that practically one side was always chosen. */
const ORDER_BOUND = 8

/**
 * A paired-comparison solution. `B`, `T`, `F` are adjacent-category logits, sum of B zero; errors by the
 * inverse information. T is null without a tie parameter, F without an order effect. `penalty` > 0 says that
 * the estimate was held finite by it; `unanimous` names the items concerned.
 */
export type PairedFit = {
  outcome: 'fit'
  rule: TieRule
  pairs: PairCounts
  specification: PairedSpecification
  existence: PairedExistence
  parameters: Float64Array
  /** Centred covariance of (B, T, F). */
  covariance: Float64Array
  B: Float64Array
  fullErrors: Float64Array
  T: number | null
  tieError: number | null
  F: number | null
  orderError: number | null
  loglik: number
  npar: number
  n: number
  iterations: number
  maxScore: number
  penalty: number
  unanimous: number[]
}

/**
 * Fits the adjacent-category paired model (= Davidson's on another scale) by Newton on pair counts, or the
 * model without ties, or with half-point ties. Whether a finite estimate exists is decided first.
 * Sources: rasch.org/rmt/rmt92d.htm; Davidson 1970; Davidson & Beaver 1977; Bradley & Terry 1952.
 * Named outcomes: `disconnected`, `unanimous`, `perfectly-ordered`, `all-equal` (nothing but ties),
 * `not-converged`. Answers without any tie are fitted without T, and `rule` then says `drop`.
 */
export function fitPaired(judgements: Judgements, options: PairedOptions = {}): PairedFit | NoEstimate {
  return fitPairCounts(countPairs(judgements, options.order ?? false), options)
}

/** `fitPaired` on counts, for callers that count elsewhere; `start` continues from earlier parameters. */
export function fitPairCounts(
  counted: PairCounts,
  options: PairedOptions = {},
  start?: Float64Array,
): PairedFit | NoEstimate {
  const hasTie = counted.counts.some((count, k) => k % 3 === 1 && count > 0)
  // Without a single tie T would run to minus infinity, which is the model without ties.
  const rule = hasTie ? (options.ties ?? 'adjacent') : 'drop'
  const pairs = applyRule(counted, rule)
  const existence = pairedExistence(pairs, rule === 'adjacent')
  const refusal = refuse(pairs, existence, options.penalty ?? 0)
  if (refusal) return refusal
  const specification = {
    ties: rule === 'adjacent',
    order: options.order ?? false,
    penalty: existence.finite ? 0 : (options.penalty ?? 0),
  }
  const problem = pairedProblem(pairs, specification)
  const size = pairedSize(pairs.items, specification)
  const begin = start?.length === size ? start : new Float64Array(size)
  const maximum = maximise(problem, begin, { tolerance: 1e-9, bound: BOUND })
  const covariance =
    maximum &&
    problem.shift &&
    centredCovariance(problem.information(maximum.parameters), size, problem.shift)
  const order = specification.order && maximum ? maximum.parameters[size - 1]! : 0
  if (!maximum || !covariance || Math.abs(order) > ORDER_BOUND) {
    return noEstimate(
      'not-converged',
      'The answers do not fix the measures, for example because one side was always chosen.',
    )
  }
  return describe(rule, pairs, specification, existence, maximum, covariance)
}

function refuse(pairs: PairCounts, existence: PairedExistence, penalty: number): NoEstimate | undefined {
  const hasDecision = pairs.counts.some((count, k) => k % 3 !== 1 && count > 0)
  if (!hasDecision) return noEstimate('all-equal', 'Every judgement was "equal"; there is nothing to order.')
  const reason = explainPairedExistence(existence)
  const curable = reason?.outcome === 'unanimous' || reason?.outcome === 'perfectly-ordered'
  return curable && penalty > 0 ? undefined : reason
}

/** Turns ties into what the rule says; `drop` and `half` leave the equal column empty. */
function applyRule(pairs: PairCounts, rule: TieRule): PairCounts {
  if (rule === 'adjacent') return pairs
  const counts = Float64Array.from(pairs.counts)
  let total = 0
  for (let k = 0; k < pairs.cells; k++) {
    const half = rule === 'half' ? counts[3 * k + 1]! / 2 : 0
    counts[3 * k]! += half
    counts[3 * k + 1] = 0
    counts[3 * k + 2]! += half
    total += counts[3 * k]! + counts[3 * k + 2]!
  }
  return { ...pairs, counts, total }
}

function describe(
  rule: TieRule,
  pairs: PairCounts,
  specification: PairedSpecification,
  existence: PairedExistence,
  maximum: { parameters: Float64Array; loglik: number; iterations: number; maxScore: number },
  covariance: Float64Array,
): PairedFit {
  const { items } = pairs
  const { parameters } = maximum
  const errors = rootDiagonal(covariance, parameters.length)
  const last = parameters.length - 1
  return {
    ...maximum,
    loglik: pairedProblem(pairs, { ...specification, penalty: 0 }).evaluate(parameters).loglik,
    outcome: 'fit',
    rule,
    pairs,
    specification,
    existence,
    covariance,
    B: parameters.slice(0, items),
    fullErrors: errors.slice(0, items),
    T: specification.ties ? parameters[items]! : null,
    tieError: specification.ties ? errors[items]! : null,
    F: specification.order ? parameters[last]! : null,
    orderError: specification.order ? errors[last]! : null,
    npar: parameters.length - 1,
    n: pairs.total,
    penalty: specification.penalty,
    unanimous: specification.penalty > 0 ? [...existence.alwaysMore, ...existence.alwaysLess] : [],
  }
}
