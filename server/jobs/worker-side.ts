import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../refusal.ts'
import type { Report } from './jobs.ts'
import type { WorkerReport } from './run-in-worker.ts'

/** The last line of a file that runInWorker runs: does what was ordered and posts progress and result. */
export async function answerFromWorker<Order, Result>(
  run: (order: Order, report: Report) => Result | Promise<Result>,
): Promise<void> {
  const post = (report: WorkerReport<Result>): void => parentPort!.postMessage(report)
  try {
    post({ result: await run(workerData as Order, (progress) => post({ progress })) })
  } catch (error) {
    // Errors lose their class on the way between threads.
    if (!(error instanceof Refusal)) throw error
    post({ refused: { reason: error.reason, sentence: error.message } })
  }
}
