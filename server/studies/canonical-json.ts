import { createHash } from 'node:crypto'

/** Returns JSON with sorted keys and no white space: the same content always gives the same bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => {
    if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return entry
    return Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** Returns the SHA-256 of a string's UTF-8 bytes, in lower-case hex. */
export function sha256(content: string): string {
  return createHash('sha256').update(content, 'utf8').digest('hex')
}
