import { type NoEstimate, noEstimate } from '../outcome.ts'

/** Which pairs a respondent sees, as in the studies. */
export type SimulatedDesign = 'star' | 'linked' | 'round-robin'

/**
 * A study to simulate: one target among comparators whose measures are normal scores with the given `spread`
 * (standard deviation in logits), wRVU = meanWrvu + slope * measure + scatter.
 */
export type SimulationPlan = {
  design: SimulatedDesign
  surgeons: number
  comparators: number
  /** Pairs each surgeon sees; at most all pairs of the design. */
  pairsPerSurgeon: number
  /** Standard deviation of the comparators' true measures, logits. */
  spread: number
  /** True measure of the target in the comparators' metric (their mean 0), logits. */
  targetMeasure: number
  /** Standard deviation between surgeons of their view of the target, logits. */
  surgeonSpread: number
  /** wRVU per logit, mean wRVU, and standard deviation of wRVUs about the line. */
  slope: number
  meanWrvu: number
  comparatorScatter: number
  /** Share of "equal" between two procedures of the same measure, in (0, 1). */
  tieRate: number
  /** Advantage F of the side shown first, logits. */
  orderEffect: number
  /** Share of answers missing at random, in [0, 1). */
  missingRate: number
  /** Share of surgeons who answer at random, in [0, 1). */
  carelessShare: number
  secondsPerPair: number
  /** Seconds for everything beside the pairs. */
  otherSeconds: number
  replications: number
  seed: number
}

/** A middle-sized star study, to change from. Values are conventions of planning, not results. */
export const USUAL_PLAN: SimulationPlan = {
  design: 'star',
  surgeons: 100,
  comparators: 10,
  pairsPerSurgeon: 10,
  spread: 1,
  targetMeasure: 0,
  surgeonSpread: 1,
  slope: 6,
  meanWrvu: 20,
  comparatorScatter: 2,
  tieRate: 0.3,
  orderEffect: 0,
  missingRate: 0.05,
  carelessShare: 0,
  secondsPerPair: 15,
  otherSeconds: 180,
  replications: 200,
  seed: 1,
}

/** All pairs of a design, as item indices; the target is item `comparators`. */
export function designPairs(plan: Pick<SimulationPlan, 'design' | 'comparators'>): [number, number][] {
  const target = plan.comparators
  const star = Array.from({ length: plan.comparators }, (_, k): [number, number] => [target, k])
  if (plan.design === 'star') return star
  const among: [number, number][] = []
  for (let a = 0; a < plan.comparators; a++) {
    for (let b = a + 1; b < plan.comparators; b++) among.push([a, b])
  }
  return [...star, ...among]
}

/** `value-out-of-range`, saying what is wrong with a plan, or undefined for a plan that can be simulated. */
export function checkPlan(plan: SimulationPlan): NoEstimate | undefined {
  const pairs = designPairs({ design: plan.design, comparators: Math.min(plan.comparators, 200) }).length
  const checks: [boolean, string][] = [
    [isWhole(plan.surgeons, 2, 100_000), 'a study needs from 2 to 100,000 surgeons'],
    [isWhole(plan.comparators, 3, 200), 'a study needs from 3 to 200 comparators'],
    [isWhole(plan.pairsPerSurgeon, 1, pairs), `a surgeon can see from 1 to ${pairs} pairs of this design`],
    [plan.spread > 0 && plan.spread <= 5, 'the spread of comparators must be above 0 and at most 5 logits'],
    [plan.surgeonSpread >= 0 && plan.surgeonSpread <= 5, 'the spread of surgeons must be from 0 to 5 logits'],
    [
      Math.abs(plan.targetMeasure) <= 10 && Math.abs(plan.orderEffect) <= 5,
      'target and order effect must be a few logits',
    ],
    [Number.isFinite(plan.slope) && Number.isFinite(plan.meanWrvu), 'slope and mean wRVU must be numbers'],
    [
      plan.comparatorScatter >= 0 && Number.isFinite(plan.comparatorScatter),
      'the scatter cannot be negative',
    ],
    [plan.tieRate > 0 && plan.tieRate < 1, 'the tie rate must lie between 0 and 1'],
    [
      isShare(plan.missingRate) && isShare(plan.carelessShare),
      'missing rate and careless share must be from 0 to below 1',
    ],
    [plan.secondsPerPair >= 0 && plan.otherSeconds >= 0, 'times cannot be negative'],
    [isWhole(plan.replications, 1, 100_000), 'the number of replications must be from 1 to 100,000'],
    [Number.isInteger(plan.seed), 'the seed must be a whole number'],
  ]
  const failed = checks.find(([holds]) => !holds)
  return failed && noEstimate('value-out-of-range', `This plan cannot be simulated: ${failed[1]}.`)
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}

function isShare(value: number): boolean {
  return value >= 0 && value < 1
}
