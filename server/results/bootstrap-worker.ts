import { parentPort, workerData } from 'node:worker_threads'
import { fitMarginal } from '../measurement/person-item/fit-marginal.ts'
import { starDraws } from '../measurement/value/measure-draws.ts'
import type { BootstrapRequest } from './start-bootstrap.ts'

/** Runs one bootstrap of a star survey away from the thread that serves pages. */
const request = workerData as BootstrapRequest
const cancelled = new Int32Array(request.cancelled)
const fit = fitMarginal(request.responses, request.model)
if (fit.outcome !== 'fit') parentPort!.postMessage({ kind: 'done', result: fit })
else {
  const draws = starDraws(fit, request.responses, {
    replications: request.replications,
    seed: request.seed,
    onProgress: (done) => {
      if (done % 25 === 0) parentPort!.postMessage({ kind: 'progress', done })
      return Atomics.load(cancelled, 0) === 0
    },
  })
  parentPort!.postMessage({ kind: 'done', result: draws })
}
