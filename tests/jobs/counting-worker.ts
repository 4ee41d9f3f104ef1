import { answerFromWorker } from '../../server/jobs/worker-side.ts'
import { Refusal } from '../../server/refusal.ts'

/* A worker for tests: adds the numbers up to one; 0 ends it at once, and infinity fills its memory. */

await answerFromWorker<{ to: number }, number>(({ to }, report) => {
  if (to < 0) throw new Refusal('conflict', 'Only upwards.')
  if (to === 0) process.exit(0)
  let sum = 0
  const kept: number[][] = []
  for (let number = 1; number <= to; number++) {
    if (to === Infinity) kept.push(new Array<number>(10_000).fill(number))
    else report({ step: 'Adding', done: number, total: to })
    sum += number
  }
  return sum + kept.length
})
