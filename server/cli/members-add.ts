import type { Command } from 'commander'
import { importMembers } from '../fieldwork/import-members.ts'
import { actor, onData, readNamedFile, say } from './command-line.ts'

/** Adds `members add`. */
export function addMembersAdd(program: Command): void {
  program
    .command('members')
    .description('people who are asked')
    .command('add')
    .description('add the members of a CSV: columns email, name, society, language; all rows or none')
    .argument('<file>', 'the list, UTF-8, comma or semicolon')
    .requiredOption('--study <name>', 'short name of the study')
    .action((file: string, { study }: { study: string }) =>
      onData(async (context) => {
        const { added, already, duplicates } = await importMembers(context, study, readNamedFile(file), actor)
        say(`${added} added, ${already.length} members before, ${duplicates.length} listed twice`)
        for (const { row, email } of duplicates)
          process.stderr.write(`row ${row}: ${email} stands further up\n`)
      }),
    )
}
