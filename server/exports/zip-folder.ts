import { rmSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PassThrough } from 'node:stream'
import { setTimeout as rest } from 'node:timers/promises'
import { ZipFile } from 'yazl'
import type { Report } from '../jobs/jobs.ts'
import { noRoomRefusal } from './no-room.ts'
import { restsBetween } from './rest-between.ts'
import { asideOfZip, newMark } from './unfinished.ts'

/**
 * The time every entry bears, so that the same files give the same bytes: the first that the format knows. The format
 * keeps local clock readings, so a local one is the same everywhere.
 */
const mtime = new Date(1980, 0, 1)
const bytesPerSync = 1024 * 1024

/**
 * Writes the named files of a folder into a zip file that is complete or absent: it is written beside its place under
 * another name and moved there when every byte is on disk. The same files give the same bytes.
 */
export async function zipFolder(
  folder: string,
  names: readonly string[],
  place: string,
  report: Report = () => undefined,
  mark = newMark(),
): Promise<void> {
  const aside = asideOfZip(place, mark)
  try {
    const handle = await open(aside, 'wx')
    try {
      await writeZip(folder, names, handle, report)
    } finally {
      await handle.close()
    }
    await rename(aside, place)
    await syncFolder(dirname(place))
  } catch (error) {
    rmSync(aside, { force: true })
    throw noRoomRefusal(error)
  }
}

async function writeZip(
  folder: string,
  names: readonly string[],
  handle: FileHandle,
  report: Report,
): Promise<void> {
  const zip = new ZipFile()
  const stream = zip.outputStream as PassThrough
  // A file that cannot be read is told by an event; without this the loop would wait for ever.
  zip.on('error', (error: Error) => stream.destroy(error))
  for (const name of [...names].sort())
    zip.addFile(join(folder, name), name, {
      mtime,
      mode: 0o100644,
      forceDosTimestamp: true,
      // Pictures and videos are packed already.
      compress: !/\.(jpg|png|webp|mp4)$/.test(name),
    })
  zip.end()
  let unsynced = 0
  let written = 0
  const step = 'Packing everything into one zip file'
  report({ step })
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (let from = 0; from < chunk.length; ) from += (await handle.write(chunk, from)).bytesWritten
    unsynced += chunk.length
    if (restsBetween() && unsynced >= bytesPerSync) {
      await syncAndRest(handle)
      written += unsynced
      unsynced = 0
      report({ step, done: Math.round(written / 1e6), unit: 'MB written' })
    }
  }
  await handle.sync()
}

/** As table-file.ts does: commits of the web process wait behind every byte not yet on disk. */
async function syncAndRest(handle: FileHandle): Promise<void> {
  const began = performance.now()
  await handle.sync()
  await rest(performance.now() - began)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
