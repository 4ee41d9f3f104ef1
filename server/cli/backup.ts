import type { Command } from 'commander'
import { makeBackup } from '../../db/backup.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { actor, onData, say } from './command-line.ts'

/** Adds `backup`. */
export function addBackup(program: Command): void {
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
}
