import { studentQuantile } from '../numeric/distributions.ts'
import { randomStream } from '../numeric/random.ts'
import { mean, sortedQuantile } from '../numeric/statistics.ts'
import type { NoEstimate } from '../outcome.ts'
import type { Limits } from '../value/regression-line.ts'
import { drawSurvey } from './draw-survey.ts'
import { estimateSurvey, type SurveyEstimate } from './estimate-survey.ts'
import { checkPlan, type SimulationPlan } from './plan.ts'

/** A share with its Monte Carlo standard error. */
export type SimulatedShare = { share: number; error: number; n: number }

/**
 * What a study of that plan can be expected to give. `intervalWidth` is the median width of the 95 % prediction
 * interval in wRVU; `bias` the mean error of the implied wRVU against the line; `coverage` how often the
 * headline prediction interval held the target's own wRVU, `coverageErrorOnce` the same for the limits that
 * count measurement error once; `measureCoverage` how often a comparator's 95 % interval held
 * its true measure; `unanimousChance` the share of studies with a comparator judged one way by all;
 * `withoutEstimate` the number of replications that gave no value.
 */
export type SimulationResult = {
  outcome: 'simulated'
  intervalWidth: number
  bias: number
  biasError: number
  coverage: SimulatedShare
  coverageErrorOnce: SimulatedShare
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
  coveredOnce: number
  measuresCovered: number[]
  unanimous: number
}

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
  const tally: Tally = {
    widths: [],
    errors: [],
    covered: 0,
    coveredOnce: 0,
    measuresCovered: [],
    unanimous: 0,
  }
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
  const { predicted, cautious, errorOnce } = found.value
  tally.widths.push(cautious[1] - cautious[0])
  tally.errors.push(predicted - (plan.meanWrvu + plan.slope * plan.targetMeasure))
  if (holds(cautious, survey.targetWrvu)) tally.covered++
  if (holds(errorOnce, survey.targetWrvu)) tally.coveredOnce++
  const reach = studentQuantile(0.975, found.df)
  let known = 0
  let covered = 0
  found.measures.forEach((measure, k) => {
    if (measure === null) return
    known++
    const truth = survey.measures[k]! - plan.targetMeasure
    if (Math.abs(measure - truth) <= reach * found.errors[k]!) covered++
  })
  if (known > 0) tally.measuresCovered.push(covered / known)
}

function holds([low, high]: Limits, value: number): boolean {
  return low <= value && value <= high
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
    coverageErrorOnce: toShare(tally.coveredOnce, n),
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
