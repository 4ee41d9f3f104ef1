import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { Refusal } from '../refusal.ts'
import { buildInProcess } from './build-in-process.ts'
import type { Manifest } from './manifest.ts'
import type { ExportRequest } from './snapshot.ts'

/** How the zip file is called in the folder of a dataset. */
export const bundleName = 'bundle.zip'

/**
 * Builds everything an analyst needs as one zip file that is complete or absent, and returns its manifest. An older
 * zip file in its place is replaced; any other file is refused.
 */
export async function buildBundle(
  context: Context,
  request: ExportRequest,
  file: string,
  options: { polite: boolean; report?: Report },
): Promise<Manifest> {
  const place = resolve(file)
  refuseOtherFile(place)
  mkdirSync(dirname(place), { recursive: true })
  const folder = join(
    dirname(place),
    `.${basename(place)}.unfinished-files-${randomBytes(4).toString('hex')}`,
  )
  try {
    const zip = { zip: place, zipOnly: true }
    return await buildInProcess(context, { ...request, programs: true }, folder, { ...options, ...zip })
  } finally {
    // Gone already, unless the process that builds was ended. Not at once: it would hold up answers.
    await rm(folder, { recursive: true, force: true })
  }
}

function refuseOtherFile(place: string): void {
  if (!place.endsWith('.zip')) throw new Refusal('bad_request', 'Name a file that ends in .zip.')
  if (!existsSync(place)) return
  if (!statSync(place).isFile() || !startsAsZip(place))
    throw new Refusal('conflict', `${place} is there already and is no zip file. Name another one.`)
}

function startsAsZip(place: string): boolean {
  const start = Buffer.alloc(2)
  const descriptor = openSync(place, 'r')
  readSync(descriptor, start)
  closeSync(descriptor)
  return start.toString('latin1') === 'PK'
}
