import type { Context } from '../context.ts'
import type { Cell, Column } from '../exports/column.ts'
import { funnelKindColumns } from '../exports/columns-fieldwork.ts'
import { csvFormat } from '../exports/to-csv.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { funnelOf } from './funnel.ts'
import { funnelLines } from './funnel-table.ts'
import { fieldworkProgress } from './progress.ts'
import { type ShownProgress, shownProgress } from './progress-shown.ts'
import { nothingWithheld, withheldCounts } from './withheld.ts'

const columns: readonly Column[] = [
  { name: 'part', label: 'funnel, day, page or minutes', type: 'code', since: 1 },
  { name: 'society', label: 'Society', type: 'code', since: 1 },
  { name: 'wave', label: 'Wave of invitations', type: 'integer', since: 1 },
  { name: 'language', label: 'Language of the invitation', type: 'code', since: 1 },
  { name: 'what', label: 'Stage, day with what happened, or page', type: 'text', since: 1 },
  { name: 'n', label: 'How many; blank = withheld', type: 'decimal', since: 1 },
  { name: 'of', label: 'What the rate is taken of', type: 'text', since: 1 },
  { name: 'of_n', label: 'How many those are; blank = withheld or not known', type: 'integer', since: 1 },
  ...funnelKindColumns,
]

/**
 * Returns everything the field-work page shows as one table: the funnel in cells and totals with its denominators,
 * starts and ends by day, stops by page, minutes. `all-counts` is for those who see the members, `to-hand-on` leaves
 * small counts blank as funnel.csv does. A coordinator of one society gets that society's rows, with what is blank in
 * the whole file blank and without days and pages: two files together must not tell more than one.
 */
export function fieldworkCsv(
  context: Context,
  { study, definition, person }: StudyVisit,
  counts: 'to-hand-on' | 'all-counts',
): string {
  const { society } = person
  const rows = funnelOf(context, study.id)
  const isWithheld = counts === 'all-counts' ? nothingWithheld : withheldCounts(rows, definition)
  const funnel = funnelLines(rows, isWithheld)
    .filter(({ place }) => society === null || place.society === society)
    .map(({ level, place, stage, n, ofStage, ofN }): Cell[] => [
      'funnel',
      place.society ?? null,
      place.wave ?? null,
      place.language ?? null,
      stage,
      n ?? null,
      ofStage ?? null,
      ofN ?? null,
      level,
      place.route ?? 'all',
    ])
  const progress = fieldworkProgress(context, study, definition, society)
  const shown = counts === 'all-counts' ? progress : shownProgress(progress, definition, isWithheld)
  const { toLines } = csvFormat(columns, 'excel')
  // No byte order mark: the page adds it.
  const header = `${columns.map(({ name }) => name).join(',')}\n`
  const isToldWhole = counts === 'all-counts' || society === null
  return header + toLines([...funnel, ...(isToldWhole ? progressRows(shown, society) : [])])
}

function progressRows({ days = [], stops = [], minutes }: ShownProgress, society: string | null): Cell[][] {
  const level = society === null ? 'all' : 'society'
  const row = (part: string, what: string, n: Cell, of: Cell, ofN: Cell): Cell[] => [
    part,
    society,
    null,
    null,
    what,
    n,
    of,
    ofN,
    level,
    'all',
  ]
  const quartiles = { low: 'first quartile', median: 'median', high: 'third quartile' } as const
  return [
    ...days.flatMap(({ day, started, completed }) => [
      row('day', `${day} started`, started, null, null),
      row('day', `${day} completed`, completed, null, null),
    ]),
    ...stops.map(({ page, reached, stopped }) => row('page', page, stopped, 'came to the page', reached)),
    ...(minutes === undefined || minutes === 'withheld'
      ? []
      : (['low', 'median', 'high'] as const).map((what) =>
          row(
            'minutes',
            quartiles[what],
            minutes[what].toFixed(2),
            'finished and measured',
            minutes.measured,
          ),
        )),
  ]
}
