import { createHmac, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { WrongSetting } from './config.ts'

/**
 * Returns the installation's secret (32 bytes) from its file, which is made on first use and readable by its
 * owner only. It lies beside the database, never inside it: back it up apart. When the database was in use already
 * a missing file is never replaced: throws WrongSetting.
 */
export function loadSecret(file: string, inUse: boolean): Buffer {
  if (!existsSync(file)) {
    if (inUse)
      throw new WrongSetting(
        `The secret file ${file} is missing, but the database holds accounts or members. Restore it from its backup. Without it every personal link that was sent is dead for good and must be sent anew; to accept that, write 64 random hexadecimal digits into the file.`,
      )
    makeSecret(file)
  }
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (secret.length !== 32)
    throw new Error(
      `The secret file ${file} is damaged: it must hold 64 hexadecimal digits. Restore it from a backup.`,
    )
  return secret
}

/** Written aside and on disk before it has its name; two programs that start together agree on the first one. */
function makeSecret(file: string): void {
  const aside = `${file}.unfinished-${randomBytes(4).toString('hex')}`
  const descriptor = openSync(aside, 'wx', 0o600)
  try {
    writeSync(descriptor, `${randomBytes(32).toString('hex')}\n`)
    fsyncSync(descriptor)
    linkSync(aside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    closeSync(descriptor)
    rmSync(aside)
  }
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** Returns a key for one purpose, so that no two uses share a key. */
export function keyFor(secret: Buffer, purpose: string): Buffer {
  return createHmac('sha256', secret).update(purpose).digest()
}
