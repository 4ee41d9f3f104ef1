import { rmSync } from 'node:fs'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { buildArchive } from './build-archive.ts'
import type { FurtherTable } from './further-table.ts'
import type { Manifest } from './manifest.ts'
import { openReadContext } from './read-context.ts'
import { restBetween } from './rest-between.ts'
import type { ExportRequest } from './snapshot.ts'
import { zipFolder } from './zip-folder.ts'

/** What is built, and where it goes. */
export interface FilesOrder {
  request: ExportRequest
  folder: string
  /** where a zip file of the folder goes */
  zip?: string
  /** the zip file is all that is wanted, so the folder is taken away again */
  zipOnly?: boolean
  /** in the names of unfinished files */
  mark?: string
}

/** Builds an archive and, where one is asked for, the zip file of it; in whatever process it is called. */
export async function buildFiles(
  context: Context,
  { request, folder, zip, zipOnly, mark }: FilesOrder,
  further: readonly FurtherTable[],
  report: Report = () => undefined,
): Promise<Manifest> {
  const manifest = buildArchive(context, request, folder, { report, mark, further })
  try {
    if (zip !== undefined)
      await zipFolder(folder, [...manifest.files.map(nameOf), 'manifest.json'], zip, report, mark)
    return manifest
  } finally {
    // Here, not where answers are saved: to forget hundreds of megabytes takes a disk a tenth of a second.
    if (zipOnly) rmSync(folder, { recursive: true, force: true })
  }
}

const nameOf = (file: { name: string }): string => file.name

/** Builds on a read-only connection of its own, beside a process that saves answers on the same machine. */
export async function buildOnFile(
  config: Config,
  order: FilesOrder,
  further: readonly FurtherTable[],
  report: Report,
): Promise<Manifest> {
  restBetween()
  const context = openReadContext(config)
  try {
    return await buildFiles(context, order, further, report)
  } finally {
    context.db.close()
  }
}
