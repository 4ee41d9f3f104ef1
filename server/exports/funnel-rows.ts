import type { Context } from '../context.ts'
import { funnelOf } from '../fieldwork/funnel.ts'
import type { StageShare } from '../fieldwork/funnel-shares.ts'
import { funnelLines } from '../fieldwork/funnel-table.ts'
import { type IsWithheld, withheldCounts } from '../fieldwork/withheld.ts'
import type { Definition } from '../studies/definition.ts'
import type { Cell } from './column.ts'
import { type RunPeople, runFunnel, sharesOfRun } from './run-funnel.ts'

/**
/** Whose funnel is told, and what of it is left blank. */
export interface FunnelRule {
  /** the last stage counts whom this run analyses */
  people?: RunPeople
  isWithheld?: IsWithheld
}

/**
 * Yields funnel.csv from the one funnel of the program: each stage of each cell and total, with the stage its rate is
 * taken of; the last one counts whom a run analyses where one is named. `of_n` is blank where nobody knows it, as with
 * links that are handed around. Small counts, and those they could be worked out from, are blank, whoever asks: files
 * are handed on. Only the command line passes a rule of its own, to whoever holds the database.
 */
export function* funnelRows(
  context: Context,
  studyId: number,
  definition: Definition,
  { people, isWithheld: given }: FunnelRule = {},
): Generator<Cell[]> {
  const rows = people ? runFunnel(context, studyId, people) : funnelOf(context, studyId)
  const isWithheld = given ?? withheldCounts(rows, definition, people?.include)
  const asRun = people && ((shares: StageShare[]) => sharesOfRun(shares, people.include))
  for (const { level, place, stage, n, ofStage, ofN } of funnelLines(rows, isWithheld, asRun)) {
    const { society, wave, language, route } = place
    yield [
      stage,
      society ?? null,
      wave ?? null,
      language ?? null,
      n ?? null,
      ofStage ?? null,
      ofN ?? null,
      level,
      route ?? 'all',
    ]
  }
}
