import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../refusal.ts'
import { buildFiles, type WorkerOrder, type WorkerReport } from './build-in-worker.ts'
import { openReadContext } from './read-context.ts'

/* The file a worker thread runs; build-in-worker.ts starts it. */

const { config, polite, ...order } = workerData as WorkerOrder
// On Linux this is the thread's own priority: where processors are scarce, answers go first.
if (polite && process.platform === 'linux') setPriority(0, 19)

post(await run())

function post(report: WorkerReport): void {
  parentPort!.postMessage(report)
}

async function run(): Promise<WorkerReport> {
  const context = openReadContext(config)
  try {
    return { manifest: await buildFiles(context, order, (table) => post({ table })) }
  } catch (error) {
    // Errors lose their class on the way between threads.
    if (error instanceof Refusal) return { refused: { reason: error.reason, sentence: error.message } }
    throw error
  } finally {
    context.db.close()
  }
}
