import { setPriority } from 'node:os'
import { answerFromWorker } from '../jobs/worker-side.ts'
import { buildFiles, type WorkerOrder } from './build-in-worker.ts'
import type { Manifest } from './manifest.ts'
import { openReadContext } from './read-context.ts'

/* The file a worker thread runs; build-in-worker.ts starts it. */

await answerFromWorker<WorkerOrder, Manifest>(async ({ config, polite, ...order }, report) => {
  // On Linux this is the thread's own priority: where processors are scarce, answers go first.
  if (polite && process.platform === 'linux') setPriority(0, 19)
  const context = openReadContext(config)
  try {
    return await buildFiles(context, order, report)
  } finally {
    context.db.close()
  }
})
