import { rootDiagonal } from '../numeric/matrix.ts'
import { type ConcaveProblem, maximise } from '../numeric/newton.ts'
import { centredCovariance } from '../numeric/shift-invariant.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import { explainPairedExistence, pairedExistence } from './existence.ts'
import { countPairs, type Judgements, type PairCounts } from './judgements.ts'

/** A Rao-Kupper solution: log-worths (sum zero) and ln theta, with errors from the observed information. */
export type RaoKupperFit = {
  outcome: 'fit'
  lambda: Float64Array
  lambdaErrors: Float64Array
  logTheta: number
  logThetaError: number
  loglik: number
  npar: number
  maxScore: number
}

/**
 * Rao & Kupper's tie model, a cumulative logit: logit P(a more) = la - lb - ln theta. A sensitivity check on
 * the default, which has sufficient statistics and this one has not. Source: Rao & Kupper 1967, J Am Stat Assoc 62:194.
 * Named outcomes: those of `fitPaired`, and `unused-category` when nobody answered "equal".
 */
export function fitRaoKupper(judgements: Judgements): RaoKupperFit | NoEstimate {
  const pairs = countPairs(judgements, false)
  const refusal = explainPairedExistence(pairedExistence(pairs, true))
  if (refusal) return refusal
  const { items } = pairs
  const problem = raoKupperProblem(pairs)
  const start = new Float64Array(items + 1)
  start[items] = 0.5
  const maximum = maximise(problem, start, { tolerance: 1e-9 })
  const covariance =
    maximum && centredCovariance(problem.information(maximum.parameters), items + 1, problem.shift!)
  if (!maximum || !covariance) {
    return noEstimate('not-converged', 'The Rao-Kupper model did not settle on these judgements.')
  }
  const errors = rootDiagonal(covariance, items + 1)
  return {
    outcome: 'fit',
    lambda: maximum.parameters.slice(0, items),
    lambdaErrors: errors.slice(0, items),
    logTheta: maximum.parameters[items]!,
    logThetaError: errors[items]!,
    loglik: maximum.loglik,
    npar: items,
    maxScore: maximum.maxScore,
  }
}

function raoKupperProblem(pairs: PairCounts): ConcaveProblem {
  const size = pairs.items + 1
  const direction = new Float64Array(size).fill(1, 0, pairs.items)
  return {
    evaluate: (parameters) => {
      const gradient = new Float64Array(size)
      let loglik = 0
      forEachCell(pairs, parameters, (low, high, at) => {
        loglik += at.loglik
        gradient[low]! += at.byDifference
        gradient[high]! -= at.byDifference
        gradient[pairs.items]! += at.byCut
      })
      return { loglik: Number.isFinite(loglik) ? loglik : -1e300, gradient }
    },
    information: (parameters) => {
      const information = new Float64Array(size * size)
      forEachCell(pairs, parameters, (low, high, at) => {
        const row = [low, high, pairs.items] as const
        const second = [
          [at.differenceTwice, -at.differenceTwice, at.mixed],
          [-at.differenceTwice, at.differenceTwice, -at.mixed],
          [at.mixed, -at.mixed, at.cutTwice],
        ]
        row.forEach((p, i) => {
          row.forEach((r, j) => {
            information[p * size + r]! -= second[i]![j]!
          })
        })
      })
      return information
    },
    shift: { direction, centre: direction },
  }
}

type CellDerivatives = ReturnType<typeof cellDerivatives>

function forEachCell(
  pairs: PairCounts,
  parameters: Float64Array,
  use: (low: number, high: number, at: CellDerivatives) => void,
): void {
  const cut = parameters[pairs.items]!
  for (let k = 0; k < pairs.cells; k++) {
    const low = pairs.low[k]!
    const high = pairs.high[k]!
    use(
      low,
      high,
      cellDerivatives(pairs.counts.subarray(3 * k, 3 * k + 3), parameters[low]! - parameters[high]!, cut),
    )
  }
}

/**
 * Log-likelihood of one pair and its derivatives in D = la - lb and c = ln theta, from
 * P(more) = s(D - c), P(less) = s(-D - c), P(equal) = (e^{2c} - 1) P(more) P(less), s the logistic function.
 */
function cellDerivatives(counts: Float64Array, difference: number, cut: number) {
  const [less, equal, more] = counts as unknown as [number, number, number]
  const up = logistic(difference - cut)
  const down = logistic(-difference - cut)
  const withMore = more + equal
  const withLess = less + equal
  const ratio = 1 / (1 - Math.exp(-2 * cut))
  const loglik =
    withMore * Math.log(up) +
    withLess * Math.log(down) +
    (equal > 0 ? equal * Math.log(Math.expm1(2 * cut)) : 0)
  const curveUp = withMore * up * (1 - up)
  const curveDown = withLess * down * (1 - down)
  return {
    loglik,
    byDifference: withMore * (1 - up) - withLess * (1 - down),
    byCut: -withMore * (1 - up) - withLess * (1 - down) + 2 * equal * ratio,
    differenceTwice: -curveUp - curveDown,
    mixed: curveUp - curveDown,
    cutTwice: -curveUp - curveDown - 4 * equal * ratio * (ratio - 1),
  }
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
