import { createHmac } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { openDatabase } from '../../db/open-database.ts'
import { erasureQueries } from '../../db/queries/erasure.ts'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { keyFor } from '../secret.ts'

/*
 * What was erased for good is also written beside the database, so that a restored backup cannot bring it back. The
 * file names nobody: people are keyed hashes, made with the installation's secret.
 */

const fileName = 'erasures.jsonl'

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

/**
 * Adds a line; runs inside the write that erases. The line waits in the database and is committed with the erasure or
 * not at all: what was never erased must not be erased by a restore.
 */
export function recordErasure(context: Context, line: ErasureEntry): void {
  context.queries.erasure.insertLine.run(JSON.stringify(line))
}

/** Brings lines that wait into the file; they are on disk when this returns. The same line twice does no harm. */
export function writeErasureLines(context: Context): void {
  const { erasure } = context.queries
  const waiting = erasure.listLines.all()
  if (waiting.length === 0) return
  appendLines(
    context.config.dataFolder,
    waiting.map(({ line }) => line),
  )
  context.transaction(() => erasure.deleteLines.run(waiting.at(-1)!.id))
}

/** Saves the lines that wait in a database which is about to be replaced; one that cannot be read has none to give. */
export function saveLinesOf({ dataFolder, databaseFile }: Config): void {
  if (existsSync(databaseFile)) appendLines(dataFolder, linesOf(databaseFile))
}

function linesOf(databaseFile: string): string[] {
  try {
    const db = openDatabase(databaseFile)
    try {
      return erasureQueries(db)
        .listLines.all()
        .map(({ line }) => line)
    } finally {
      db.close()
    }
  } catch {
    // Damaged, or of an older program: that may be why a backup is put in its place.
    return []
  }
}

function appendLines(dataFolder: string, lines: readonly string[]): void {
  if (lines.length === 0) return
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const file = openSync(join(dataFolder, fileName), 'a', 0o600)
  try {
    // A line that broke off before must not take this one with it.
    writeSync(file, lines.map((line) => `\n${line}\n`).join(''))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Returns every line, oldest first. A last line that broke off with the power was never acknowledged. */
export function listErasures(context: Context): ErasureEntry[] {
  const file = join(context.config.dataFolder, fileName)
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
