import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/** Returns what tells the unfinished files of one build from those of any other. */
export function newMark(): string {
  return randomBytes(4).toString('hex')
}

/** Returns where a folder is written before it is whole. */
export function asideOfFolder(folder: string, mark: string): string {
  const place = resolve(folder)
  return join(dirname(place), `.${basename(place)}.unfinished-${mark}`)
}

/** Returns where a zip file is written before it is whole. */
export function asideOfZip(place: string, mark: string): string {
  return `${place}.unfinished-${mark}`
}

/** Takes away what a build left that was ended from outside. Asynchronous: answers are saved meanwhile. */
export async function removeUnfinished(folder: string, zip: string | undefined, mark: string): Promise<void> {
  await rm(asideOfFolder(folder, mark), { recursive: true, force: true })
  if (zip !== undefined) await rm(asideOfZip(zip, mark), { force: true })
}
