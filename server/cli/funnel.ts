import type { Command } from 'commander'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { archiveColumns } from '../exports/columns.ts'
import { funnelRows } from '../exports/funnel-rows.ts'
import { csvFormat } from '../exports/to-csv.ts'
import { funnelOf, funnelStages, openSocieties, sharesBy, sharesOf } from '../fieldwork/funnel.ts'
import { currentDefinition, requireStudy } from '../studies/lifecycle.ts'
import { noteSimulated, onData, say } from './command-line.ts'

/** Adds `funnel`. */
export function addFunnel(program: Command): void {
  program
    .command('funnel')
    .description('count how far people came, by society')
    .requiredOption('--study <name>', 'short name of the study')
    .option('--csv', 'by society, wave and language, as funnel.csv of an export: small counts are withheld')
    .action(({ study, csv }: { study: string; csv?: true }) =>
      onData((context) => {
        const row = requireStudy(context, study)
        noteSimulated(context, study)
        if (csv) process.stdout.write(funnelCsv(context, row))
        else printTable(bySociety(context, row.id))
      }),
    )
}

function funnelCsv(context: Context, study: StudyRow): string {
  const { header, toLines } = csvFormat(archiveColumns['funnel.csv'], 'script')
  return header + toLines([...funnelRows(context, study.id, currentDefinition(context, study))])
}

function bySociety(context: Context, studyId: number): string[][] {
  const openLinks = openSocieties(context, studyId)
  const rows = funnelOf(context, studyId)
  const groups = [...sharesBy(rows, 'society', openLinks), { name: 'all', shares: sharesOf(rows, openLinks) }]
  const lines = groups.map(({ name, shares }) => [name, ...shares.map((share) => String(share.n))])
  return [['society', ...funnelStages.map(({ stage }) => stage)], ...lines]
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
