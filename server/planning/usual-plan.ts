import type { Definition } from '../studies/definition.ts'
import { linePoints } from '../studies/wrvu-line.ts'
import { burdenOf, secondsPerPair } from '../studio/topics/design.ts'
import { pairsOf, type StudyPlan } from './study-plan.ts'

/**
 * What the field has seen, for what a draft does not say yet. Published: 20 to 150 complete surgeons (62380: 150) and 8
 * to 27 comparators; measures of comparators spread by 0.4 (62380, learning curve) to 0.8 logits (0202T, difficulty),
 * explaining 17 and 39 % of the variance of work RVUs.
 */
const usual = {
  surgeons: 150,
  comparators: 10,
  meanWrvu: 18,
  sdWrvu: 7,
  rSquared: 0.3,
  spread: 0.6,
  surgeonSpread: 1,
  tieRate: 0.3,
  missingRate: 0.05,
}

/** Returns the plan that the form begins with: what the definition says, else what the field has seen. */
export function usualPlan(definition: Definition): StudyPlan {
  const values = linePoints(definition).flatMap(({ wrvu }) => (wrvu === null ? [] : [wrvu]))
  const { meanWrvu, sdWrvu } = values.length >= 3 ? spreadOf(values) : usual
  const kept = definition.samplePlan
  const design = definition.design?.kind ?? 'star'
  const comparators = definition.comparators.length >= 3 ? definition.comparators.length : usual.comparators
  const { judgements, minutes } = burdenOf(definition)
  const pairSeconds = kept?.assumptions.secondsPerPair ?? secondsPerPair
  const other = minutes - (judgements * secondsPerPair) / 60
  return {
    design,
    surgeons: kept?.surgeons ?? usual.surgeons,
    comparators,
    pairsPerSurgeon: pairsShown(definition, design, comparators),
    constructs: Math.max(1, definition.constructs.length),
    repeats: definition.design?.repeats ?? 0,
    meanWrvu,
    sdWrvu,
    expectedWrvu: kept?.assumptions.expectedWrvu ?? meanWrvu,
    rSquared: kept?.assumptions.rSquared ?? usual.rSquared,
    spread: kept?.assumptions.spread ?? usual.spread,
    surgeonSpread: kept?.assumptions.scatter ?? usual.surgeonSpread,
    tieRate: kept?.assumptions.tieRate ?? usual.tieRate,
    missingRate: kept?.assumptions.cannotRate ?? usual.missingRate,
    secondsPerPair: pairSeconds,
    otherMinutes: Math.max(1, Math.round(other)),
    seed: kept?.simulation?.seed ?? 1,
  }
}

function pairsShown(definition: Definition, design: StudyPlan['design'], comparators: number): number {
  const { comparatorsPerRespondent, linksPerRespondent, pairsPerRespondent } = definition.design ?? {}
  const seen = Math.min(comparatorsPerRespondent ?? comparators, comparators)
  if (design === 'star') return seen
  const most = pairsOf({ design, comparators })
  if (design === 'linked') return Math.min(seen + (linksPerRespondent ?? seen), most)
  return Math.min(pairsPerRespondent ?? most, most)
}

/** With the divisor n, as the normal scores of the simulation have it. */
function spreadOf(values: number[]): { meanWrvu: number; sdWrvu: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { meanWrvu: mean, sdWrvu: Math.max(0.01, Math.sqrt(variance)) }
}
