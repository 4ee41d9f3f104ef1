import type { Command } from 'commander'
import { archiveColumns } from '../exports/columns.ts'
import { funnelRows } from '../exports/funnel-rows.ts'
import { csvFormat } from '../exports/to-csv.ts'
import { funnelOf, funnelStages, sharesBy, sharesOf } from '../fieldwork/funnel.ts'
import { importMembers } from '../fieldwork/import-members.ts'
import { linksCsv } from '../fieldwork/links-csv.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { actor, onData, readNamedFile, say } from './command-line.ts'

/** Adds `members add`, `links` and `funnel`. */
export function addFieldworkCommands(program: Command): void {
  program
    .command('members')
    .description('people who are asked')
    .command('add')
    .description('add the members of a CSV: columns email, name, society, language; all rows or none')
    .argument('<file>', 'the list, UTF-8, comma or semicolon')
    .requiredOption('--study <name>', 'short name of the study')
    .action((file: string, { study }: { study: string }) =>
      onData((context) => {
        const { added, already, duplicates } = importMembers(context, study, readNamedFile(file), actor)
        say(`${added} added, ${already.length} members before, ${duplicates.length} listed twice`)
        for (const { row, email } of duplicates)
          process.stderr.write(`row ${row}: ${email} stands further up\n`)
      }),
    )

  program
    .command('links')
    .description('write the personal links as CSV to standard output, the address last')
    .requiredOption('--study <name>', 'short name of the study')
    .action(({ study }: { study: string }) =>
      onData((context) => {
        process.stdout.write(linksCsv(context, study))
      }),
    )

  program
    .command('funnel')
    .description('count how far people came, by society')
    .requiredOption('--study <name>', 'short name of the study')
    .option('--csv', 'by society, wave and language, as funnel.csv of an export')
    .action(({ study, csv }: { study: string; csv?: true }) =>
      onData((context) => {
        const { id } = requireStudy(context, study)
        const openLinks = context.queries.funnel.hasOpenLinks.get(id) === 1
        if (csv) {
          const { header, toLines } = csvFormat(archiveColumns['funnel.csv'], 'script')
          process.stdout.write(header + toLines([...funnelRows(context, id)]))
          return
        }
        const rows = funnelOf(context, id)
        const groups = [
          ...sharesBy(rows, 'society', openLinks),
          { name: 'all', shares: sharesOf(rows, openLinks) },
        ]
        const lines = groups.map(({ name, shares }) => [name, ...shares.map((share) => String(share.n))])
        printTable([['society', ...funnelStages.map(({ stage }) => stage)], ...lines])
      }),
    )
}

function printTable(lines: readonly string[][]): void {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    )
    say(cells.join('  '))
  }
}
