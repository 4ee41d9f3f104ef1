import type { Command } from 'commander'
import { importMembers } from '../fieldwork/import-members.ts'
import { actor, onData, readNamedFile, say } from './command-line.ts'

/** Adds `members add`. */
export function addMembersAdd(program: Command): void {
  program
    .command('members')
    .description('people who are asked')
    .command('add')
    .description(
      'add or update the members of a CSV (e-mail address, name, society, language); all rows or none',
    )
    .argument('<file>', 'the list; separator, encoding and columns are found')
    .requiredOption('--study <name>', 'short name of the study')
    .action((file: string, { study }: { study: string }) =>
      onData(async (context) => {
        const { added, changed, sorted } = await importMembers(context, study, readNamedFile(file), actor)
        const { unchanged, duplicates, twoSocieties, optedOut } = sorted
        const before = unchanged.length + changed
        const twice = [...duplicates, ...twoSocieties]
        say(`${added} added, ${before} members before (${changed} updated), ${twice.length} listed twice`)
        for (const { row, email } of twice) process.stderr.write(`row ${row}: ${email} is listed already\n`)
        for (const { row, email } of optedOut)
          process.stderr.write(`row ${row}: ${email} asked not to be written to; not added\n`)
      }),
    )
}
