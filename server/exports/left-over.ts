import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Returns the name of a folder that belongs to no record: the next start of the server takes it away. */
export function unrecordedName(): string {
  return `.unrecorded-${randomBytes(8).toString('hex')}`
}

/**
 * Removes what lies in a folder under names that match. For the server at its start: what wrote it may outlive the
 * server that was killed by a moment, and still write. Under a new name its files cannot become more while they are
 * taken away, and it ends at the next one it opens.
 */
export function removeLeftOvers(folder: string, names: RegExp): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (names.test(name)) removeLeftOver(folder, name)
}

function removeLeftOver(folder: string, name: string): void {
  const renamed = join(folder, unrecordedName())
  try {
    renameSync(join(folder, name), renamed)
  } catch (error) {
    // Its own process has just taken it away.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  // Again, because a file that was being opened at that moment may appear yet.
  rmSync(renamed, { recursive: true, force: true, maxRetries: 5 })
}
