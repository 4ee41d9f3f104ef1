import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { runInWorker } from '../jobs/run-in-worker.ts'
import { buildArchive } from './build-archive.ts'
import type { Manifest } from './manifest.ts'
import type { ExportRequest } from './snapshot.ts'
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

/**
 * A million rows need some 30 MB alive; without limits the collector would let ten times that pile up before it
 * looks. With them the whole process stays below 200 MB.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 64 }

/** Builds an archive and, where one is asked for, the zip file of it; in whatever thread it is called. */
export async function buildFiles(
  context: Context,
  { request, folder, zip }: Omit<WorkerOrder, 'config' | 'polite'>,
  report: Report = () => undefined,
): Promise<Manifest> {
  const manifest = buildArchive(context, request, folder, report)
  if (zip !== undefined)
    await zipFolder(folder, [...manifest.files.map((file) => file.name), 'manifest.json'], zip, report)
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
  options: { polite: boolean; report?: Report; zip?: string },
): Promise<Manifest> {
  const zip = options.zip === undefined ? {} : { zip: options.zip }
  if (context.db.memory) return buildFiles(context, { request, folder, ...zip }, options.report)
  const order: WorkerOrder = { config: context.config, request, folder, polite: options.polite, ...zip }
  const worker = new URL('./export-worker.ts', import.meta.url)
  return runInWorker(worker, order, { report: options.report, resourceLimits })
}
