import { median } from 'd3-array'
import type { NoEstimate } from '../measurement/outcome.ts'
import { type SimulationResult, simulateStudy } from '../measurement/simulate/simulate-study.ts'
import { pairsOf, type StudyPlan, toSimulation } from './study-plan.ts'

/** What one study size leads to expect. */
export interface Expectation {
  surgeons: number
  comparators: number
  /** undefined: no simulated study of that size gave a value */
  result: SizeResult | undefined
}

export interface SizeResult {
  /** median width of the 95 % prediction interval, wRVU */
  width: number
  /** share of studies whose interval held the value that was put in */
  coverage: number
  /** share of studies in which all surgeons agreed about some comparator */
  unanimous: number
  /** share of studies from which no value could be read */
  failed: number
}

/** What a plan leads to expect, beside other sizes. */
export interface Expectations {
  plan: StudyPlan
  /** the plan with several numbers of surgeons, the planned one among them, from few to many */
  bySurgeons: Expectation[]
  /** the plan with twice as many comparators */
  moreComparators: Expectation | undefined
  /** studies simulated for each size */
  replications: number
}

const usualSizes = [25, 50, 100, 200, 400]
const mostComparators = 200
/** Answers simulated for one size, so that the largest plan takes about as long as a middling one. */
const answersForOneSize = 1_500_000
const replicationsWithin = { least: 20, most: 200 }

/**
 * Simulates a plan and its neighbours with the product's own analysis. `report` hears how many studies of all are
 * done. Returns the engine's refusal for a plan that cannot be simulated.
 */
export function expectationsOf(
  plan: StudyPlan,
  report: (done: number, total: number) => void = () => undefined,
): Expectations | NoEstimate {
  const sizes = [...new Set([...usualSizes, plan.surgeons])].sort((a, b) => a - b)
  const larger = { ...plan, comparators: Math.min(2 * plan.comparators, mostComparators) }
  larger.pairsPerSurgeon = Math.min(
    Math.round((plan.pairsPerSurgeon / pairsOf(plan)) * pairsOf(larger)),
    pairsOf(larger),
  )
  const plans = [...sizes.map((surgeons) => ({ ...plan, surgeons })), larger]
  const replications = replicationsFor(plans)
  const found: Expectation[] = []
  for (const [index, one] of plans.entries()) {
    const result = simulateSize(one, replications, (done) =>
      report(index * replications + done, plans.length * replications),
    )
    if (result && 'outcome' in result) return result
    found.push({ surgeons: one.surgeons, comparators: one.comparators, result })
  }
  return { plan, bySurgeons: found.slice(0, -1), moreComparators: found.at(-1), replications }
}

/**
 * Every simulated study has a seed of its own, the same one in every size: sizes then differ by what they ask and not
 * by whether the comparators happened to lie close to their line (common random numbers).
 */
function simulateSize(
  plan: StudyPlan,
  replications: number,
  report: (done: number) => void,
): SizeResult | NoEstimate | undefined {
  const found: SimulationResult[] = []
  for (let n = 0; n < replications; n++) {
    const seed = plan.seed * replicationsWithin.most + n
    const one = simulateStudy({ ...toSimulation(plan, 1), seed })
    if (one.outcome !== 'simulated') return one
    found.push(one)
    report(n + 1)
  }
  const valued = found.filter(({ withoutEstimate }) => withoutEstimate === 0)
  if (valued.length === 0) return undefined
  const share = (of: SimulationResult[], part: (one: SimulationResult) => number) =>
    of.reduce((sum, one) => sum + part(one), 0) / of.length
  return {
    width: median(valued.map(({ intervalWidth }) => intervalWidth))!,
    coverage: share(valued, ({ coverage }) => coverage.share),
    unanimous: share(found, ({ unanimousChance }) => unanimousChance.share),
    failed: 1 - valued.length / found.length,
  }
}

function replicationsFor(plans: readonly StudyPlan[]): number {
  const largest = Math.max(...plans.map(({ surgeons, pairsPerSurgeon }) => surgeons * pairsPerSurgeon))
  const { least, most } = replicationsWithin
  return Math.max(least, Math.min(most, Math.floor(answersForOneSize / largest)))
}
