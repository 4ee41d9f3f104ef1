import type { Context } from '../context.ts'
import { type FunnelRow, funnelOf, openSocieties, sharesOf } from '../fieldwork/funnel.ts'
import { withheldCounts, withhold } from '../fieldwork/withheld.ts'
import type { Definition } from '../studies/definition.ts'
import type { Cell } from './column.ts'
import { type RunPeople, runFunnel, sharesOfRun } from './run-funnel.ts'

/**
 * Yields funnel.csv from the one funnel of the program: each stage of each society, wave and language, with the stage
 * its rate is taken of; the last one counts whom a run analyses where one is named. `of_n` is blank where nobody knows it, as with links that are handed around. Small counts, and
 * those they could be worked out from, are blank, whoever asks: files are handed on.
 */
export function* funnelRows(
  context: Context,
  studyId: number,
  definition: Definition,
  people?: RunPeople,
): Generator<Cell[]> {
  const openLinks = openSocieties(context, studyId)
  const all = people ? runFunnel(context, studyId, people) : funnelOf(context, studyId)
  const isWithheld = withheldCounts(all, definition)
  for (const rows of groupsOf(all)) {
    const { society, wave, language } = rows[0]!
    for (const share of people ? sharesOfRun(rows, openLinks, people.include) : sharesOf(rows, openLinks)) {
      const { n, ofN } = withhold(share, { society, wave, language }, isWithheld)
      yield [share.stage, society, wave, language, n ?? null, share.ofStage ?? null, ofN ?? null]
    }
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
