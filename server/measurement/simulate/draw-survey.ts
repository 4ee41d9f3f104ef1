import { normalQuantile } from '../numeric/distributions.ts'
import type { RandomStream } from '../numeric/random.ts'
import { pairMoments } from '../paired/adjacent-likelihood.ts'
import type { JudgementRow } from '../paired/judgements.ts'
import { designPairs, type SimulationPlan } from './plan.ts'

/** Answers of one simulated study; item indices 0..comparators-1, the target last. */
export type SimulatedSurvey = {
  rows: JudgementRow[]
  measures: Float64Array
  workRvu: Float64Array
  targetWrvu: number
}

/**
 * Draws one study: every surgeon judges a random subset of the design's pairs in random sides, answering by
 * the adjacent-category model with D = B_a - B_b, the target's B shifted by the surgeon's own view. Source of the answer model: METHODS 2.1 and 2.2.
 */
export function drawSurvey(plan: SimulationPlan, stream: RandomStream): SimulatedSurvey {
  const measures = trueMeasures(plan)
  const valueAt = (measure: number) =>
    plan.meanWrvu + plan.slope * measure + plan.comparatorScatter * stream.normal()
  const workRvu = measures.slice(0, plan.comparators).map(valueAt)
  const targetWrvu = valueAt(plan.targetMeasure)
  const pairs = designPairs(plan)
  const rows: JudgementRow[] = []
  for (let surgeon = 0; surgeon < plan.surgeons; surgeon++) {
    const view = plan.surgeonSpread * stream.normal()
    const isCareless = stream.uniform() < plan.carelessShare
    for (const [a, b] of choosePairs(pairs, plan, stream)) {
      if (stream.uniform() < plan.missingRate) continue
      const first = stream.uniform() < 0.5 ? 1 : -1
      const target = a === plan.comparators ? view : 0
      const difference = measures[a]! + target - measures[b]!
      const more = isCareless ? stream.integer(3) : drawAnswer(plan, difference, first, stream)
      rows.push({ a, b, more, first, respondent: surgeon })
    }
  }
  return { rows, measures, workRvu, targetWrvu }
}

/**
 * Normal scores with mean 0 and standard deviation `spread`, then the target's measure.
 * Source: Blom 1958, with plotting positions (k - 1/2) / n.
 */
export function trueMeasures(plan: SimulationPlan): Float64Array {
  const n = plan.comparators
  const scores = Array.from({ length: n }, (_, k) => normalQuantile((k + 0.5) / n))
  const sd = Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / n)
  return Float64Array.from([...scores.map((score) => (plan.spread * score) / sd), plan.targetMeasure])
}

/**
 * An answer 0, 1, 2. In a star the rating scale model's categories have weights 1, e^{d - tau}, e^{2d}, which
 * divided by e^d are e^-d, e^-tau, e^d: the adjacent-category model with D = d and T = -tau. So one function
 * serves all designs, with T chosen so that P(equal) = tieRate at d = 0.
 */
function drawAnswer(plan: SimulationPlan, difference: number, first: number, stream: RandomStream): number {
  const tie = Math.log((2 * plan.tieRate) / (1 - plan.tieRate))
  const { less, equal } = pairMoments(difference + plan.orderEffect * first, tie)
  const u = stream.uniform()
  if (u < less) return 0
  return u < less + equal ? 1 : 2
}

/** A random subset of the pairs; in a linked design every pair with the target comes first. */
function choosePairs(
  pairs: [number, number][],
  plan: SimulationPlan,
  stream: RandomStream,
): [number, number][] {
  const count = plan.pairsPerSurgeon
  if (count >= pairs.length) return pairs
  const pool = [...pairs]
  const kept = plan.design === 'linked' && count >= plan.comparators ? plan.comparators : 0
  for (let k = kept; k < count; k++) {
    const swap = k + stream.integer(pool.length - k)
    const chosen = pool[swap]!
    pool[swap] = pool[k]!
    pool[k] = chosen
  }
  return pool.slice(0, count)
}
