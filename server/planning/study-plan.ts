import type { SimulationPlan } from '../measurement/simulate/plan.ts'

/** What somebody assumes about a study before anybody is asked. */
export interface StudyPlan {
  design: 'star' | 'linked' | 'round_robin'
  /** completed answers aimed at */
  surgeons: number
  comparators: number
  /** pairs one surgeon sees on each construct */
  pairsPerSurgeon: number
  constructs: number
  /** pairs shown twice, over the whole survey; they cost time and measure nothing */
  repeats: number
  /** mean and standard deviation of the comparators' work RVUs, wRVU */
  meanWrvu: number
  sdWrvu: number
  /** work RVU expected for the target */
  expectedWrvu: number
  /** share of the variance of work RVUs that the measures explain, 0 to 1 */
  rSquared: number
  /** standard deviations of the comparators' measures, and of surgeons' views of the target, logits */
  spread: number
  surgeonSpread: number
  /** share of "about equal" between two procedures of the same work, 0 to 1 */
  tieRate: number
  /** share of pairs without an answer that counts, 0 to 1 */
  missingRate: number
  secondsPerPair: number
  /** everything beside the pairs, minutes */
  otherMinutes: number
  seed: number
}

/** Returns how many pairs a design has on one construct. */
export function pairsOf({ design, comparators }: Pick<StudyPlan, 'design' | 'comparators'>): number {
  return design === 'star' ? comparators : comparators + (comparators * (comparators - 1)) / 2
}

/** Returns the judgements of one surgeon over the whole survey. */
export function judgementsOf({ pairsPerSurgeon, constructs, repeats }: StudyPlan): number {
  return pairsPerSurgeon * constructs + repeats
}

/** Returns the minutes of one surgeon. */
export function minutesOf(plan: StudyPlan): number {
  return plan.otherMinutes + (judgementsOf(plan) * plan.secondsPerPair) / 60
}

/**
 * Returns a plan as the engine simulates it. The line has the slope at which measures of that spread explain the
 * assumed share of the work RVUs' variance: slope = sqrt(R²) · sd / spread, scatter about it = sqrt(1 − R²) · sd.
 */
export function toSimulation(plan: StudyPlan, replications: number): SimulationPlan {
  const slope = (Math.sqrt(plan.rSquared) * plan.sdWrvu) / plan.spread
  const target = slope === 0 ? 0 : (plan.expectedWrvu - plan.meanWrvu) / slope
  return {
    design: plan.design === 'round_robin' ? 'round-robin' : plan.design,
    surgeons: plan.surgeons,
    comparators: plan.comparators,
    pairsPerSurgeon: plan.pairsPerSurgeon,
    spread: plan.spread,
    // Beyond that every surgeon says the same of every comparator, and nothing can be measured.
    targetMeasure: Math.max(-6, Math.min(6, target)),
    surgeonSpread: plan.surgeonSpread,
    slope,
    meanWrvu: plan.meanWrvu,
    comparatorScatter: Math.sqrt(1 - plan.rSquared) * plan.sdWrvu,
    tieRate: plan.tieRate,
    orderEffect: 0,
    missingRate: plan.missingRate,
    carelessShare: 0,
    secondsPerPair: plan.secondsPerPair,
    otherSeconds: plan.otherMinutes * 60,
    replications,
    seed: plan.seed,
  }
}
