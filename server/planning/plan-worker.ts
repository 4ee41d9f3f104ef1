import { answerFromWorker } from '../jobs/worker-side.ts'
import { Refusal } from '../refusal.ts'
import { type Expectations, expectationsOf } from './expectations.ts'
import type { StudyPlan } from './study-plan.ts'

const reportEveryMs = 100

await answerFromWorker<StudyPlan, Expectations>((plan, report) => {
  let reportedAt = Number.NEGATIVE_INFINITY
  const found = expectationsOf(plan, (done, total) => {
    const now = performance.now()
    if (now < reportedAt + reportEveryMs) return
    reportedAt = now
    report({ step: 'Simulating studies of this plan', done, total, unit: 'studies' })
  })
  if ('outcome' in found) throw new Refusal('invalid', found.sentence)
  return found
})
