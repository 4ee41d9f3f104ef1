import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import type { CodebookPart } from './codebook.ts'
import type { Cell, Column } from './column.ts'
import type { Snapshot } from './snapshot.ts'
import { type FileFacts, writeTable } from './table-file.ts'

/** A table of results in a bundle that a feature above this one makes. */
export interface FurtherTable {
  /** its path in the bundle */
  file: string
  columns: readonly Column[]
  /** Reads what it is made from, inside the snapshot of all files; undefined where a study has no such table. */
  read(context: Context, snapshot: Snapshot): FurtherRows | undefined
}

/** What was read for a table. */
export interface FurtherRows {
  /** what the README says of it, or of its absence */
  guide: string
  /** Makes the rows, after the snapshot has ended; undefined: it is left out. */
  rows?: (report: Report) => readonly Cell[][]
}

/** A table that was read, and waits to be made. */
export type ReadTable = FurtherTable & FurtherRows

/** Reads the further tables of a bundle that holds results; every other archive has none. */
export function readFurther(
  context: Context,
  snapshot: Snapshot,
  tables: readonly FurtherTable[],
): ReadTable[] {
  const { programs, blind } = snapshot.request
  if (!programs || blind) return []
  return tables.flatMap((table) => {
    const read = table.read(context, snapshot)
    return read ? [{ ...table, ...read }] : []
  })
}

/** Makes and writes them; their flavour is that of all results. */
export function writeFurther(tables: readonly ReadTable[], folder: string, report: Report): FileFacts[] {
  return tables.flatMap(({ file, columns, rows }) =>
    rows ? [writeTable(folder, file, columns, 'script', rows(report))] : [],
  )
}

/** Returns what the codebook says of those that are there. */
export function furtherParts(tables: readonly ReadTable[]): CodebookPart[] {
  return tables.flatMap(({ file, columns, rows }) => (rows ? [{ file, columns }] : []))
}
