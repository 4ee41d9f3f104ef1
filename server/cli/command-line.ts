import { mkdirSync, readFileSync } from 'node:fs'
import { BackupTrouble } from '../../db/backup.ts'
import { busySentence, isBusy } from '../../db/busy.ts'
import { isServerRunning, takeCommandLock } from '../../db/data-lock.ts'
import { DatabaseMismatch } from '../../db/migrate.ts'
import { loadConfig, WrongSetting } from '../config.ts'
import type { Context } from '../context.ts'
import { smallCellThresholdOf } from '../fieldwork/small-cells.ts'
import { openProcess } from '../process.ts'
import { Refusal } from '../refusal.ts'
import { currentDefinition, requireStudy } from '../studies/lifecycle.ts'
import { countSimulated, noticeText, simulatedNotice } from '../studies/simulated.ts'

/** Who the log names for what a command did. */
export const actor = 'command line'

/** Runs a command on the data folder named by COMPARAND_DATA and closes it; nothing but results goes to stdout. */
export async function onData<Result>(run: (context: Context) => Result | Promise<Result>): Promise<Result> {
  const { dataFolder } = loadConfig(process.env)
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const release = takeCommandLock(dataFolder, 'shared')
  if (!release)
    throw new Refusal('conflict', 'A backup is being restored on this data folder. Try again later.')
  try {
    return await onLockedData(run)
  } finally {
    release()
  }
}

/** The same for a command that holds a lock of its own on the data folder. */
export async function onLockedData<Result>(
  run: (context: Context) => Result | Promise<Result>,
  locks: { server?: boolean; restoring?: boolean } = {},
): Promise<Result> {
  const besideServer = !locks.server && isServerRunning(loadConfig(process.env).dataFolder)
  const restoring = locks.restoring ?? false
  const context = openProcess({ ...process.env, LOG_LEVEL: 'silent' }, { besideServer, restoring })
  try {
    return await run(context)
  } finally {
    context.db.close()
  }
}

/** Returns the sentence of an expected "no", or undefined for a fault. */
export function sentenceOf(error: unknown): string | undefined {
  if (error instanceof Refusal)
    return [error.message, ...withRest(error).map((detail) => `  ${detail}`)].join('\n')
  if (error instanceof WrongSetting || error instanceof DatabaseMismatch || error instanceof BackupTrouble)
    return error.message
  if (isBusy(error)) return busySentence
  return undefined
}

function withRest({ details, left }: Refusal): string[] {
  return left > 0 ? [...details, `and ${left} more`] : details
}

/** Says on the terminal, beside every result, that a study's answers are simulated, where they are. */
export function noteSimulated(context: Context, slug: string): void {
  const study = requireStudy(context, slug)
  const definition = currentDefinition(context, study)
  const notice = simulatedNotice(countSimulated(context, study.id), smallCellThresholdOf(definition))
  if (notice) process.stderr.write(`${noticeText(notice)}\n`)
}

/** Writes a result. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Returns the bytes of a file that was named on the command line. */
export function readNamedFile(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Refusal(
      'not_found',
      code === 'ENOENT' ? `There is no file ${file}.` : `The file ${file} cannot be read (${code}).`,
    )
  }
}
