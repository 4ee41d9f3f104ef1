import type { Context } from '../context.ts'
import { type FunnelRow, funnelOf, sharesOf } from '../fieldwork/funnel.ts'
import type { Cell } from './column.ts'

/**
 * Yields funnel.csv from the one funnel of the program: each stage of each society, wave and language, with the stage
 * its rate is taken of. `of_n` is blank where nobody knows it, as with links that are handed around.
 */
export function* funnelRows(context: Context, studyId: number): Generator<Cell[]> {
  const openLinks = context.queries.funnel.hasOpenLinks.get(studyId) === 1
  for (const rows of groupsOf(funnelOf(context, studyId))) {
    const { society, wave, language } = rows[0]!
    for (const { stage, n, ofStage, ofN } of sharesOf(rows, openLinks))
      yield [stage, society, wave, language, n, ofStage ?? null, ofN ?? null]
  }
}

function groupsOf(rows: readonly FunnelRow[]): FunnelRow[][] {
  const groups = new Map<string, FunnelRow[]>()
  for (const row of rows) {
    const key = `${row.society} ${row.wave} ${row.language}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()]
}
