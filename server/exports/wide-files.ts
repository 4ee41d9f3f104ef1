import type { Context } from '../context.ts'
import type { Cell, Column } from './column.ts'
import { language, respondent, society } from './columns-shared.ts'
import { scoreOf } from './judgement-rows.ts'
import type { Snapshot } from './snapshot.ts'
import { type FileFacts, openTable } from './table-file.ts'

/** One wide file: the answers on one target and one construct, a column a comparator. */
export interface WideFile {
  name: string
  target: string
  construct: string
  columns: Column[]
}

/** How many respondents of a wide file give what the programs need. */
export interface WideTally {
  name: string
  rows: number
  /** rows without a blank: all that snowIRT keeps */
  complete: number
  /** rows with two scores or more: what eRm needs */
  twoOrMore: number
  /** rows with one score or more: what TAM and Winsteps use */
  oneOrMore: number
}

/** Returns the wide files of a study: `wide/<construct>.csv`, with several targets `wide/<target>_<construct>.csv`. */
export function wideFiles({ newest }: Snapshot): WideFile[] {
  const { targets, comparators, constructs } = newest.definition
  const columns = [
    respondent,
    society,
    language,
    ...comparators.map(
      ({ id, codes }): Column => ({
        name: id,
        label: `Target against ${id} (${codes.map((entry) => entry.code).join('+')})`,
        blank: `No answer, or cannot`,
        type: 'integer',
        codes: { 0: 'Target is less', 1: 'Equal', 2: 'Target is more' },
        since: 1,
      }),
    ),
  ]
  return targets.flatMap((target) =>
    constructs.map(({ slug }) => ({
      name: targets.length === 1 ? `wide/${slug}.csv` : `wide/${target.id}_${slug}.csv`,
      target: target.id,
      construct: slug,
      columns,
    })),
  )
}

/** Writes every wide file in one pass over the answers. Repeats and pairs without a target are left out. */
export function writeWideFiles(
  context: Context,
  snapshot: Snapshot,
  folder: string,
): { facts: FileFacts[]; tallies: WideTally[] } {
  const files = wideFiles(snapshot)
  const tables = files.map(({ name, columns }) => openTable(folder, name, columns, snapshot.request.flavour))
  const tallies = files.map(
    ({ name }): WideTally => ({ name, rows: 0, complete: 0, twoOrMore: 0, oneOrMore: 0 }),
  )
  const indexOf = new Map(files.map((file, index) => [`${file.target} ${file.construct}`, index]))
  const comparators = snapshot.newest.definition.comparators.map((comparator) => comparator.id)
  const placeOf = new Map(comparators.map((id, place) => [id, place]))
  for (const one of snapshot.included) {
    const scores = files.map(() => new Array<Cell>(comparators.length).fill(null))
    for (const row of context.queries.exports.listAssignments.all(one.id)) {
      const [, , construct, itemA, itemB, , isRepeat, , response] = row
      const place = placeOf.get(itemB)
      const file = indexOf.get(`${itemA} ${construct}`)
      if (isRepeat === 1 || response === null || place === undefined || file === undefined) continue
      scores[file]![place] = scoreOf[response]
    }
    scores.forEach((cells, file) => {
      tables[file]!.add([one.pseudonym, one.society, one.language, ...cells])
      count(tallies[file]!, cells)
    })
  }
  return { facts: tables.map((table) => table.close()), tallies }
}

function count(tally: WideTally, cells: Cell[]): void {
  const scored = cells.filter((cell) => cell !== null).length
  tally.rows++
  if (scored === cells.length) tally.complete++
  if (scored >= 2) tally.twoOrMore++
  if (scored >= 1) tally.oneOrMore++
}
