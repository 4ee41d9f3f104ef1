import { Worker } from 'node:worker_threads'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { type Reason, Refusal } from '../refusal.ts'
import { buildArchive } from './build-archive.ts'
import type { ExportRequest } from './snapshot.ts'
import type { FileFacts } from './table-file.ts'
import type { Manifest, OnTable } from './write-archive.ts'

export interface WorkerOrder {
  config: Config
  request: ExportRequest
  folder: string
  /** gives way to answers */
  polite: boolean
}

export type WorkerReport =
  | { table: FileFacts }
  | { manifest: Manifest }
  | { refused: { reason: Reason; sentence: string } }

/**
 * A million rows need some 30 MB alive; without limits the collector would let ten times that pile up before it
 * looks. With them the whole process stays below 200 MB.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 96 }

/**
 * Builds an archive in a thread of its own on a read-only connection, so that no answer ever waits for it.
 * A database in memory, as tests use, is seen by its own connection only: there it is built at once.
 */
export function buildInWorker(
  context: Context,
  request: ExportRequest,
  folder: string,
  options: { polite: boolean; onTable?: OnTable },
): Promise<Manifest> {
  if (context.db.memory)
    return Promise.resolve().then(() => buildArchive(context, request, folder, options.onTable))
  const order: WorkerOrder = { config: context.config, request, folder, polite: options.polite }
  const worker = new Worker(new URL('./export-worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits,
  })
  return new Promise((resolve, reject) => {
    worker.on('message', (report: WorkerReport) => {
      if ('table' in report) options.onTable?.(report.table)
      else if ('manifest' in report) resolve(report.manifest)
      else reject(new Refusal(report.refused.reason, report.refused.sentence))
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The export ended without a result')))
  })
}
