import type { Context } from '../context.ts'
import { programVersion } from '../program-version.ts'
import type { SamplePlan } from '../studies/definition.ts'
import { savePart } from '../studio/save-part.ts'
import type { Expectations } from './expectations.ts'
import { minutesOf } from './study-plan.ts'

/**
 * Keeps a simulated plan and the stopping rule in the draft, as one entry of its history. Throws PartChanged when
 * somebody else kept another plan or stopping rule since the page was opened; refuses a published study.
 */
export function keepPlan(
  context: Context,
  slug: string,
  given: { revision: number; found: Expectations; stoppingRule: string },
  actor: string,
): void {
  const { revision, found, stoppingRule } = given
  savePart(
    context,
    slug,
    {
      revision,
      topic: 'simulator',
      part: ({ samplePlan, plan }) => ({ samplePlan, stoppingRule: plan?.stoppingRule }),
      change: (draft) => {
        draft.samplePlan = samplePlanOf(found)
        draft.plan = { ...draft.plan, stoppingRule }
        return `The plan of ${found.plan.surgeons} surgeons was kept`
      },
    },
    actor,
  )
}

/** Returns a simulated plan as the definition keeps it. */
export function samplePlanOf({ plan, bySurgeons, replications }: Expectations): SamplePlan {
  const result = bySurgeons.find(({ surgeons }) => surgeons === plan.surgeons)?.result
  return {
    surgeons: plan.surgeons,
    expected: {
      ...(result && {
        intervalWidthWrvu: rounded(result.width),
        unanimousChance: rounded(result.unanimous),
      }),
      minutesPerSurgeon: rounded(minutesOf(plan)),
    },
    assumptions: {
      spread: plan.spread,
      scatter: plan.surgeonSpread,
      wrvuScatter: rounded(Math.sqrt(1 - plan.rSquared) * plan.sdWrvu),
      expectedWrvu: rounded(plan.expectedWrvu),
      rSquared: rounded(plan.rSquared),
      tieRate: rounded(plan.tieRate),
      cannotRate: rounded(plan.missingRate),
      secondsPerPair: plan.secondsPerPair,
    },
    simulation: { seed: plan.seed, studies: replications, program: programVersion },
  }
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
