import { mkdirSync } from 'node:fs'
import type { Command } from 'commander'
import { checkDatabaseFile, restoreBackup } from '../../db/backup.ts'
import { takeCommandLock, takeDataLock } from '../../db/data-lock.ts'
import { beginRestore, endRestore } from '../../db/restore-mark.ts'
import { loadConfig } from '../config.ts'
import { saveLinesOf } from '../fieldwork/erasure-record.ts'
import { reapplyErasures } from '../fieldwork/reapply-erasures.ts'
import { holdAfterRestore } from '../mail/hold-after-restore.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { actor, onLockedData, say } from './command-line.ts'

/** Adds `restore`. */
export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('put a backup in the place of the database; the server must not run')
    .argument('<file>', 'a backup')
    .action(restore)
}

async function restore(file: string): Promise<void> {
  const config = loadConfig(process.env)
  checkDatabaseFile(file)
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 })
  const release = takeDataLock(config.dataFolder)
  if (!release) throw new Refusal('conflict', 'The server runs on this data folder. Stop it, then restore.')
  const releaseCommands = takeCommandLock(config.dataFolder, 'exclusive')
  try {
    if (!releaseCommands)
      throw new Refusal('conflict', 'Another command runs on this data folder. Let it end, then restore.')
    saveLinesOf(config)
    beginRestore(config.dataFolder)
    const stamp = new Date().toISOString().replace(/[:.]/g, '-')
    const kept = restoreBackup(file, config.databaseFile, stamp)
    const repeated = await onLockedData(
      (context) => {
        context.transaction(() => {
          logEvent(context, actor, 'backup restored', null, {})
          holdAfterRestore(context)
        })
        return reapplyErasures(context, actor)
      },
      { server: true, restoring: true },
    )
    endRestore(config.dataFolder)
    say(`Restored from ${file}.${kept ? ` The replaced database is kept as ${kept}.` : ''}`)
    if (repeated > 0)
      say(
        `What had been erased since the backup was made was erased again (${repeated}). The backup itself still holds it.`,
      )
  } finally {
    releaseCommands?.()
    release()
  }
}
