import { createHmac } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { keyFor } from '../secret.ts'

/*
 * What was erased for good is also written beside the database, so that a restored backup cannot bring it back. The
 * file names nobody: people are keyed hashes, made with the installation's secret.
 */

const funnelCell = z.strictObject({
  stage: z.string(),
  society: z.string(),
  wave: z.int(),
  language: z.string(),
  // lines written before routes were kept have none
  route: z.enum(['personal', 'open', 'unknown']).optional(),
  n: z.int(),
})
const entry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('person'),
    study: z.string(),
    made: z.int(),
    key: z.string(),
    answers: z.boolean(),
    at: z.int(),
  }),
  z.strictObject({
    kind: z.literal('cut'),
    study: z.string(),
    made: z.int(),
    funnel: z.array(funnelCell),
    at: z.int(),
  }),
  z.strictObject({
    kind: z.enum(['identities', 'answers']),
    study: z.string(),
    made: z.int(),
    at: z.int(),
  }),
])

/** One thing that was erased; `study` and `made` name the study by its short name and when it was made. */
export type ErasureEntry = z.infer<typeof entry>

/** Returns the keyed hash that stands for a person of a study: for an address, or for a reference. */
export function personKey(
  context: Context,
  slug: string,
  person: { email: string } | { reference: string },
): string {
  const text = 'email' in person ? `email ${person.email.toLowerCase()}` : `reference ${person.reference}`
  return createHmac('sha256', keyFor(context.secret, 'erasure')).update(`${slug}\n${text}`).digest('hex')
}

/** Adds a line; it is on disk when this returns. Called before the commit: an erasure never lacks its line. */
export function recordErasure(context: Context, line: ErasureEntry): void {
  mkdirSync(context.config.dataFolder, { recursive: true, mode: 0o700 })
  const file = openSync(fileOf(context), 'a', 0o600)
  try {
    // A line that broke off before must not take this one with it.
    writeSync(file, `\n${JSON.stringify(line)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Returns every line, oldest first. A last line that broke off with the power was never acknowledged. */
export function listErasures(context: Context): ErasureEntry[] {
  const file = fileOf(context)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => {
    try {
      return [entry.parse(JSON.parse(line))]
    } catch {
      return []
    }
  })
}

function fileOf(context: Context): string {
  return join(context.config.dataFolder, 'erasures.jsonl')
}
