import type { Report } from '../jobs/jobs.ts'

const rowsPerReport = 5000

/** Yields the same rows and tells how many went by. */
export function* watchRows<Row>(
  rows: Iterable<Row>,
  { step, total, report }: { step: string; total: number | undefined; report: Report },
): Generator<Row> {
  const known = total === undefined ? {} : { total }
  let done = 0
  for (const row of rows) {
    if (done % rowsPerReport === 0) report({ step, done, unit: 'rows', ...known })
    done++
    yield row
  }
}
