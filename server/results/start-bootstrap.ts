import { Worker } from 'node:worker_threads'
import type { NoEstimate } from '../measurement/outcome.ts'
import type { Responses } from '../measurement/person-item/responses.ts'
import type { ItemModel } from '../measurement/person-item/threshold-map.ts'
import type { MeasureDraws } from '../measurement/value/measure-draws.ts'

/** What a bootstrap worker is given; `cancelled` is a shared flag, 1 to stop. */
export type BootstrapRequest = {
  responses: Responses
  model: ItemModel
  replications: number
  seed: number
  cancelled: SharedArrayBuffer
}

type Message = { kind: 'progress'; done: number } | { kind: 'done'; result: MeasureDraws | NoEstimate }

/** A bootstrap under way. `cancel` lets `result` resolve with the replications made so far. */
export type RunningBootstrap = { result: Promise<MeasureDraws | NoEstimate>; cancel: () => void }

/** Starts a bootstrap of a star survey in a worker thread; `onProgress` hears how many replications are done. */
export function startBootstrap(
  request: Omit<BootstrapRequest, 'cancelled'>,
  onProgress: (done: number) => void = () => undefined,
): RunningBootstrap {
  const cancelled = new SharedArrayBuffer(4)
  const workerData: BootstrapRequest = { ...request, cancelled }
  const worker = new Worker(new URL('./bootstrap-worker.ts', import.meta.url), { workerData })
  const result = new Promise<MeasureDraws | NoEstimate>((resolve, reject) => {
    worker.on('message', (message: Message) => {
      if (message.kind === 'progress') onProgress(message.done)
      else resolve(message.result)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The bootstrap ended without a result.')))
  })
  return { result, cancel: () => void Atomics.store(new Int32Array(cancelled), 0, 1) }
}
