import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { buildInProcess } from './build-in-process.ts'
import { removeLeftOvers } from './left-over.ts'
import type { Manifest } from './manifest.ts'
import type { ExportRequest } from './snapshot.ts'

/** A built archive that lies in the data folder until newer data replace it. */
export interface KeptArchive {
  folder: string
  manifest: Manifest
}

interface Entry {
  /** the data state it was begun at; undefined while it waits for its turn, so that it will read the newest data */
  state: number | undefined
  archive: Promise<KeptArchive>
}

/** Beyond this the one not asked for longest is thrown away: a study has four of them, each as large as its data. */
const mostKept = 8

/**
 * Returns a function that gives the archive of a request as the data are now. One that was built from the same data is
 * given again, requests that arrive together share one build, and builds run one after the other in a worker: however
 * often programs ask, no answer waits for them. Open a file at once after the archive was given; it may then be
 * replaced, which an open file survives.
 */
export function archiveCache(context: Context): (request: ExportRequest) => Promise<KeptArchive> {
  const place = placeOf(context)
  const kept = new Map<string, Entry>()
  let queue: Promise<unknown> = Promise.resolve()

  const build = async (request: ExportRequest, entry: Entry): Promise<KeptArchive> => {
    mkdirSync(place, { recursive: true, mode: 0o700 })
    entry.state = stateOf(context, request)
    const folder = join(place, randomBytes(8).toString('hex'))
    return {
      folder,
      manifest: await buildInProcess(context, { ...request, media: 'none' }, folder, { polite: true }),
    }
  }

  const remove = (entry: Entry | undefined): void => {
    entry?.archive.then(
      ({ folder }) => rm(folder, { recursive: true, force: true }).catch(() => undefined),
      () => undefined,
    )
  }

  const begin = (request: ExportRequest, key: string): Promise<KeptArchive> => {
    const before = kept.get(key)
    const entry = { state: undefined } as Entry
    entry.archive = queue.then(() => build(request, entry))
    queue = entry.archive.catch(() => {
      if (kept.get(key) === entry) kept.delete(key)
    })
    kept.delete(key)
    kept.set(key, entry)
    remove(before)
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break
      remove(kept.get(oldest))
      kept.delete(oldest)
    }
    return entry.archive
  }

  return async (request) => {
    const key = [request.slug, request.include, request.mode, request.flavour, request.decisions].join(' ')
    const known = kept.get(key)
    if (!known || (known.state !== undefined && known.state !== stateOf(context, request)))
      return begin(request, key)
    kept.delete(key)
    kept.set(key, known)
    const archive = await known.archive
    return existsSync(archive.folder) ? archive : begin(request, key)
  }
}

/**
 * Removes the archives of the process before: nobody knows which data they were built from, and somebody in them may
 * have been erased since. For the server at its start.
 */
export function removeKeptArchives(context: Context): void {
  removeLeftOvers(placeOf(context), /./)
}

function placeOf(context: Context): string {
  return join(context.config.dataFolder, 'api-files')
}

function stateOf(context: Context, request: ExportRequest): number {
  return context.queries.exports.dataState.get(requireStudy(context, request.slug).id) ?? 0
}
