import { Worker } from 'node:worker_threads'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { type Reason, Refusal } from '../refusal.ts'
import { buildArchive } from './build-archive.ts'
import type { ExportRequest } from './snapshot.ts'
import type { FileFacts } from './table-file.ts'
import type { Manifest, OnTable } from './write-archive.ts'
import { zipFolder } from './zip-folder.ts'

export interface WorkerOrder {
  config: Config
  request: ExportRequest
  folder: string
  /** where a zip file of the folder goes */
  zip?: string
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

/** Builds an archive and, where one is asked for, the zip file of it; in whatever thread it is called. */
export async function buildFiles(
  context: Context,
  { request, folder, zip }: Omit<WorkerOrder, 'config' | 'polite'>,
  onTable: OnTable = () => undefined,
): Promise<Manifest> {
  const manifest = buildArchive(context, request, folder, onTable)
  if (zip !== undefined)
    await zipFolder(folder, [...manifest.files.map((file) => file.name), 'manifest.json'], zip)
  return manifest
}

/**
 * Builds an archive in a thread of its own on a read-only connection, so that no answer ever waits for it.
 * A database in memory, as tests use, is seen by its own connection only: there it is built at once.
 */
export function buildInWorker(
  context: Context,
  request: ExportRequest,
  folder: string,
  options: { polite: boolean; onTable?: OnTable; zip?: string },
): Promise<Manifest> {
  const zip = options.zip === undefined ? {} : { zip: options.zip }
  if (context.db.memory) return buildFiles(context, { request, folder, ...zip }, options.onTable)
  const order: WorkerOrder = { config: context.config, request, folder, polite: options.polite, ...zip }
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
