import { mkdirSync } from 'node:fs'
import type { Command } from 'commander'
import { checkDatabaseFile, makeBackup, restoreBackup } from '../../db/backup.ts'
import { takeDataLock } from '../../db/data-lock.ts'
import { loadConfig } from '../config.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { actor, onData, say } from './command-line.ts'

/** Adds `backup` and `restore`. */
export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('copy the database to a file while people may answer; the copy is checked and counted')
    .argument('<file>', 'the new file')
    .action((file: string) =>
      onData((context) => {
        const counts = makeBackup(context.config.databaseFile, file)
        const rows = [...counts.values()].reduce((sum, count) => sum + count, 0)
        context.transaction(() =>
          logEvent(context, actor, 'backup made', null, { rows, tables: counts.size }),
        )
        say(`${file}: ${counts.size} tables, ${rows} rows, checked. Keep the secret file apart from it.`)
      }),
    )

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
  try {
    const stamp = new Date().toISOString().replace(/[:.]/g, '-')
    const kept = restoreBackup(file, config.databaseFile, stamp)
    await onData((context) =>
      context.transaction(() => logEvent(context, actor, 'backup restored', null, {})),
    )
    say(`Restored from ${file}.${kept ? ` The replaced database is kept as ${kept}.` : ''}`)
  } finally {
    release()
  }
}
