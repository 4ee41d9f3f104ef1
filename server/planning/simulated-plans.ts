import type { Context } from '../context.ts'
import { type Job, startJob } from '../jobs/jobs.ts'
import { runInWorker } from '../jobs/run-in-worker.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import type { Expectations } from './expectations.ts'
import type { StudyPlan } from './study-plan.ts'

const workerFile = new URL('./plan-worker.ts', import.meta.url)
/** What was simulated since the start; anybody can have it simulated again, with the same result. */
const kept = new WeakMap<Context, Map<string, Expectations>>()
const mostKept = 100

/** Returns what a plan leads to expect, where it was simulated since the program started. */
export function findExpectations(context: Context, plan: StudyPlan): Expectations | undefined {
  return kept.get(context)?.get(keyOf(plan))
}

/** Begins to simulate a plan in a worker; `result` is the address that shows it afterwards. */
export function startSimulation(context: Context, visit: StudyVisit, plan: StudyPlan, result: string): Job {
  return startJob(context, {
    key: `simulate ${keyOf(plan)}`,
    slug: visit.study.slug,
    title: 'Simulating the plan',
    details: `${plan.surgeons} surgeons, ${plan.comparators} comparators, and other sizes beside it`,
    by: visit.person.email,
    act: 'steer',
    back: { href: `${visit.base}/simulator`, label: 'To the simulator' },
    run: async (report) => {
      if (!findExpectations(context, plan))
        keep(context, await runInWorker<Expectations>(workerFile, plan, { report }))
      return result
    },
  })
}

function keep(context: Context, found: Expectations): void {
  const plans = kept.get(context) ?? new Map<string, Expectations>()
  kept.set(context, plans.set(keyOf(found.plan), found))
  const [oldest] = plans.keys()
  if (plans.size > mostKept) plans.delete(oldest!)
}

function keyOf(plan: StudyPlan): string {
  return JSON.stringify(Object.entries(plan).sort(([a], [b]) => (a < b ? -1 : 1)))
}
