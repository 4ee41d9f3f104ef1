import { type ResourceLimits, Worker } from 'node:worker_threads'
import { type Reason, Refusal } from '../refusal.ts'
import type { Progress, Report } from './jobs.ts'

/** What a worker posts; worker-side.ts does it. */
export type WorkerReport<Result> =
  | { progress: Progress }
  | { result: Result }
  | { refused: { reason: Reason; sentence: string } }

/**
 * Runs a file that calls answerFromWorker in a thread of its own, hands it the order and returns its result. Its
 * refusals are refusals here; a thread that was ended from outside, or took more memory than it may, is a fault.
 */
export function runInWorker<Result>(
  file: URL,
  order: unknown,
  options: { report?: Report | undefined; resourceLimits?: ResourceLimits } = {},
): Promise<Result> {
  const { report, resourceLimits } = options
  const worker = new Worker(file, { workerData: order, ...(resourceLimits ? { resourceLimits } : {}) })
  return new Promise((resolve, reject) => {
    worker.on('message', (message: WorkerReport<Result>) => {
      if ('progress' in message) report?.(message.progress)
      else if ('result' in message) resolve(message.result)
      else reject(new Refusal(message.refused.reason, message.refused.sentence))
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The worker ended without a result')))
  })
}
