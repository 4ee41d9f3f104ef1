import type { LogChoice } from '../../db/queries/audit.ts'
import type { Context } from '../context.ts'
import type { Column } from '../exports/column.ts'
import { csvFormat } from '../exports/to-csv.ts'

const columns: readonly Column[] = [
  { name: 'line', label: 'Number of the line; it only grows', type: 'integer', since: 1 },
  { name: 'at', label: 'Time, UTC', type: 'code', since: 1 },
  { name: 'actor', label: 'Who: an account, the command line or the program itself', type: 'text', since: 1 },
  { name: 'action', label: 'What was done', type: 'text', since: 1 },
  { name: 'study', label: 'Study concerned; blank for none', type: 'code', since: 1 },
  { name: 'detail', label: 'Details, as JSON', type: 'text', since: 1 },
]

const rowsAtOnce = 1000

/**
 * Returns the chosen part of the log as CSV, the newest line first, in pieces: nothing else waits for a long log, and
 * no statement stays open between pieces. No byte order mark: the page adds it.
 */
export function* logCsv(context: Context, choice: LogChoice): Generator<string> {
  const format = csvFormat(columns, 'excel')
  yield `${columns.map(({ name }) => name).join(',')}\n`
  for (let below = Number.MAX_SAFE_INTEGER; ; ) {
    const rows = context.queries.audit.listChosen.all({ ...choice, below, limit: rowsAtOnce })
    if (rows.length === 0) return
    yield format.toLines(
      rows.map((row) => [
        row.id,
        new Date(row.at).toISOString(),
        row.actor,
        row.action,
        row.slug,
        row.detail,
      ]),
    )
    below = rows.at(-1)!.id
  }
}
