import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { setPriority } from 'node:os'
import { Refusal } from '../refusal.ts'
import type { Report } from './jobs.ts'
import type { ProcessOrder, ProcessReport } from './run-in-process.ts'

const lowestPriority = 19

/** The program for which this process worked has ended. */
class Orphaned extends Error {}

/** The last line of a file that runInProcess runs: does what was ordered, posts progress and result, and ends. */
export async function answerFromProcess<Order, Result>(
  run: (order: Order, report: Report) => Result | Promise<Result>,
): Promise<void> {
  const [{ order, parent }] = (await once(process, 'message')) as [ProcessOrder<Order>]
  const report: Report = (progress) => {
    // Thrown where the work is, so that it takes away what it had begun to write.
    if (process.ppid !== parent) throw new Orphaned('Nobody waits for this work any more')
    process.send!({ progress })
  }
  const answer = await Promise.resolve()
    .then(() => run(order, report))
    .then((result): ProcessReport<Result> => ({ result }), toReport)
  if (!process.connected) process.exit(1)
  process.send!(answer, () => process.disconnect())
}

/**
 * Lets everything else on the machine go first, from now on and for every thread of this process: on Linux each has a
 * priority of its own, and those that collect garbage are there from the start.
 */
export function giveWay(): void {
  const threads = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0]
  for (const thread of threads) setPriority(thread, lowestPriority)
}

function toReport(error: unknown): ProcessReport<never> {
  if (error instanceof Refusal) return { refused: { reason: error.reason, sentence: error.message } }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { fault: { message, ...(stack === undefined ? {} : { stack }) } }
}
