import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { Refusal } from '../refusal.ts'
import type { FurtherTable } from './further-table.ts'
import type { Manifest } from './manifest.ts'
import { noRoomRefusal } from './no-room.ts'
import type { ExportRequest } from './snapshot.ts'
import { asideOfFolder, newMark } from './unfinished.ts'
import { writeArchive } from './write-archive.ts'

/** What else is said of a build. */
export interface ArchiveOptions {
  report?: Report
  /** in the names of unfinished files */
  mark?: string | undefined
  /** tables that features above this one add to a bundle */
  further?: readonly FurtherTable[]
}

/**
 * Builds an archive as a folder that is complete or absent: it is written beside its place under another name and
 * moved there when every byte is on disk. An older archive in its place is replaced; any other folder is refused.
 */
export function buildArchive(
  context: Context,
  request: ExportRequest,
  folder: string,
  { report = () => undefined, mark = newMark(), further = [] }: ArchiveOptions = {},
): Manifest {
  const place = resolve(folder)
  refuseOtherFolder(place)
  // Before anything is made: a report is where a process learns that nobody waits for it any more.
  report({ step: 'Reading the study' })
  mkdirSync(dirname(place), { recursive: true })
  const aside = asideOfFolder(place, mark)
  mkdirSync(aside)
  try {
    const manifest = writeArchive(context, request, aside, report, further)
    report({ step: 'Putting the files in their place' })
    putInPlace(aside, place)
    return manifest
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    throw noRoomRefusal(error)
  }
}

function refuseOtherFolder(place: string): void {
  if (!existsSync(place)) return
  const entries = readdirSync(place)
  if (entries.length > 0 && !entries.includes('manifest.json'))
    throw new Refusal('conflict', `The folder ${place} holds other files. Name a new or an empty one.`)
}

function putInPlace(aside: string, place: string): void {
  const replaced = `${aside}-replaced`
  if (existsSync(place)) renameSync(place, replaced)
  renameSync(aside, place)
  rmSync(replaced, { recursive: true, force: true })
  // The new name is on disk only after its folder is.
  const parent = openSync(dirname(place), 'r')
  fsyncSync(parent)
  closeSync(parent)
}
