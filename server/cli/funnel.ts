import type { Command } from 'commander'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { archiveColumns } from '../exports/columns.ts'
import { funnelRows } from '../exports/funnel-rows.ts'
import { csvFormat } from '../exports/to-csv.ts'
import { analysedNote } from '../fieldwork/analysed-note.ts'
import { type FunnelRow, funnelOf } from '../fieldwork/funnel.ts'
import { sharesBy, sharesOf } from '../fieldwork/funnel-shares.ts'
import { funnelStages, mailStages } from '../fieldwork/funnel-stages.ts'
import { nothingWithheld } from '../fieldwork/withheld.ts'
import { currentDefinition, requireStudy } from '../studies/lifecycle.ts'
import { noteSimulated, onData, say } from './command-line.ts'

/** Adds `funnel`. */
export function addFunnel(program: Command): void {
  program
    .command('funnel')
    .description('count how far people came, by society and by how they came')
    .requiredOption('--study <name>', 'short name of the study')
    .option('--csv', 'cells and totals, as funnel.csv of an export: small counts are withheld')
    .option('--all-counts', 'with --csv: nothing is withheld; not to be handed on')
    .action(({ study, csv, allCounts }: { study: string; csv?: true; allCounts?: true }) =>
      onData((context) => {
        const row = requireStudy(context, study)
        noteSimulated(context, study)
        const note = analysedNote(context, row.id)
        if (note !== undefined) process.stderr.write(`${note}\n`)
        if (csv) process.stdout.write(funnelCsv(context, row, allCounts === true))
        else printTable(bySociety(context, row.id))
      }),
    )
}

function funnelCsv(context: Context, study: StudyRow, isAll: boolean): string {
  const { header, toLines } = csvFormat(archiveColumns['funnel.csv'], 'script')
  const rule = isAll ? { isWithheld: nothingWithheld } : {}
  return header + toLines([...funnelRows(context, study.id, currentDefinition(context, study), rule)])
}

/** A line for each society and route; stages before the start are blank where there is no list. */
function bySociety(context: Context, studyId: number): string[][] {
  const rows = funnelOf(context, studyId)
  const groups = [...sharesBy(rows, 'society'), { name: 'all', rows }]
  const lines = groups.flatMap(({ name, rows }) => linesOf(name, rows))
  return [['society', 'route', ...funnelStages.map(({ stage }) => stage)], ...lines]
}

function linesOf(name: string, rows: readonly FunnelRow[]): string[][] {
  const routes = [...new Set(rows.map(({ route }) => route))].sort().reverse()
  const line = (route?: FunnelRow['route']) => [
    name,
    route ?? 'all',
    ...sharesOf(rows, route).map(({ stage, n }) =>
      route !== undefined && route !== 'personal' && mailStages.has(stage) ? '-' : String(n),
    ),
  ]
  return routes.length === 1 ? [line(routes[0])] : [...routes.map((route) => line(route)), line()]
}

function printTable(lines: readonly string[][]): void {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    )
    say(cells.join('  '))
  }
}
