import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Returns the installation's secret (32 bytes) from its file, which is made on first use and readable by its
 * owner only. It lies beside the database, never inside it: back it up apart.
 */
export function loadSecret(file: string): Buffer {
  if (!existsSync(file))
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (secret.length !== 32)
    throw new Error(
      `The secret file ${file} is damaged: it must hold 64 hexadecimal digits. Restore it from a backup.`,
    )
  return secret
}

/** Returns a key for one purpose, so that no two uses share a key. */
export function keyFor(secret: Buffer, purpose: string): Buffer {
  return createHmac('sha256', secret).update(purpose).digest()
}
