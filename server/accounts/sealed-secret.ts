import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { keyFor } from '../secret.ts'

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/** Returns bytes sealed for one purpose (AES-256-GCM; number, mark, text): a stolen database does not open them. */
export function seal(secret: Buffer, purpose: string, bytes: Buffer): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, keyFor(secret, purpose), iv)
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

/** Returns what was sealed for the purpose; undefined when it was sealed otherwise, or changed since. */
export function unseal(secret: Buffer, purpose: string, sealed: Buffer): Buffer | undefined {
  if (sealed.length < ivBytes + tagBytes) return undefined
  const decipher = createDecipheriv(algorithm, keyFor(secret, purpose), sealed.subarray(0, ivBytes))
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()])
  } catch {
    return undefined
  }
}
