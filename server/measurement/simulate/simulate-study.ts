import { randomStream } from '../numeric/random.ts'
import { mean, sortedQuantile } from '../numeric/statistics.ts'
import type { NoEstimate } from '../outcome.ts'
import { drawSurvey } from './draw-survey.ts'
import { estimateSurvey, type SurveyEstimate } from './estimate-survey.ts'
import { checkPlan, type SimulationPlan } from './plan.ts'

/** A share with its Monte Carlo standard error. */
export type SimulatedShare = { share: number; error: number; n: number }

/**
 * What a study of that plan can be expected to give. `intervalWidth` is the median width of the 95 % prediction
 * interval in wRVU; `bias` the mean error of the implied wRVU against the line; `coverage` how often the
 * prediction interval held the target's own wRVU; `measureCoverage` how often a comparator's 95 % interval held
 * its true measure; `unanimousChance` the share of studies with a comparator judged one way by all;
 * `withoutEstimate` the number of replications that gave no value.
 */
export type SimulationResult = {
  outcome: 'simulated'
  intervalWidth: number
  bias: number
  biasError: number
  coverage: SimulatedShare
  measureCoverage: SimulatedShare
  unanimousChance: SimulatedShare
  minutesPerSurgeon: number
  replications: number
  withoutEstimate: number
}

type Tally = {
  widths: number[]
  errors: number[]
  covered: number
  measuresCovered: number[]
  unanimous: number
}

/** Half-width of a 95 % normal interval in standard errors. */
const NORMAL_95 = 1.959963984540054

/**
 * Simulates and analyses a planned study again and again, with the product's own default analysis.
 * Monte Carlo errors: sqrt(p (1 - p) / n) for shares; for `measureCoverage` over whole studies, because the
 * comparators of one study are not independent. Source: Morris, White & Crowther 2019, Stat Med 38:2074.
 * Named outcome: `value-out-of-range` for a plan that cannot be simulated. `onProgress` may return false.
 */
export function simulateStudy(
  plan: SimulationPlan,
  onProgress?: (done: number) => boolean | undefined,
): SimulationResult | NoEstimate {
  const problem = checkPlan(plan)
  if (problem) return problem
  const stream = randomStream(plan.seed)
  const tally: Tally = { widths: [], errors: [], covered: 0, measuresCovered: [], unanimous: 0 }
  let done = 0
  while (done < plan.replications) {
    const survey = drawSurvey(plan, stream)
    addToTally(tally, plan, survey, estimateSurvey(plan, survey))
    done++
    if (onProgress?.(done) === false) break
  }
  return summarise(plan, tally, done)
}

function addToTally(
  tally: Tally,
  plan: SimulationPlan,
  survey: { measures: Float64Array; targetWrvu: number },
  found: SurveyEstimate,
): void {
  if (found.unanimous) tally.unanimous++
  if (!found.value) return
  const { predicted, low, high } = found.value
  tally.widths.push(high - low)
  tally.errors.push(predicted - (plan.meanWrvu + plan.slope * plan.targetMeasure))
  if (low <= survey.targetWrvu && survey.targetWrvu <= high) tally.covered++
  let known = 0
  let covered = 0
  found.measures.forEach((measure, k) => {
    if (measure === null) return
    known++
    const truth = survey.measures[k]! - plan.targetMeasure
    if (Math.abs(measure - truth) <= NORMAL_95 * found.errors[k]!) covered++
  })
  if (known > 0) tally.measuresCovered.push(covered / known)
}

function summarise(plan: SimulationPlan, tally: Tally, done: number): SimulationResult {
  const n = tally.widths.length
  const widths = Float64Array.from(tally.widths).sort()
  return {
    outcome: 'simulated',
    intervalWidth: n > 0 ? sortedQuantile(widths, 0.5) : 0,
    bias: mean(tally.errors),
    biasError: standardError(tally.errors),
    coverage: toShare(tally.covered, n),
    measureCoverage: {
      share: mean(tally.measuresCovered),
      error: standardError(tally.measuresCovered),
      n: tally.measuresCovered.length,
    },
    unanimousChance: toShare(tally.unanimous, done),
    minutesPerSurgeon: (plan.otherSeconds + plan.pairsPerSurgeon * plan.secondsPerPair) / 60,
    replications: done,
    withoutEstimate: done - n,
  }
}

function toShare(count: number, n: number): SimulatedShare {
  const share = n > 0 ? count / n : 0
  return { share, error: n > 0 ? Math.sqrt((share * (1 - share)) / n) : 0, n }
}

function standardError(values: number[]): number {
  if (values.length < 2) return 0
  const centre = mean(values)
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)
  return Math.sqrt(variance / values.length)
}
