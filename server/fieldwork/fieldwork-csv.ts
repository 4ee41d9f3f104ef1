import type { Context } from '../context.ts'
import type { Column } from '../exports/column.ts'
import { csvFormat } from '../exports/to-csv.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { type FunnelRow, funnelOf, openSocieties, sharesOf } from './funnel.ts'
import { fieldworkProgress } from './progress.ts'
import { withholdProgress } from './progress-shown.ts'
import { smallCellThresholdOf } from './small-cells.ts'
import { withheldCounts, withhold } from './withheld.ts'

const columns: readonly Column[] = [
  { name: 'part', label: 'funnel, day, page or minutes', type: 'code', since: 1 },
  { name: 'society', label: 'Society', type: 'code', since: 1 },
  { name: 'wave', label: 'Wave of invitations', type: 'integer', since: 1 },
  { name: 'language', label: 'Language of the invitation', type: 'code', since: 1 },
  { name: 'what', label: 'Stage, day with what happened, or page', type: 'text', since: 1 },
  { name: 'n', label: 'How many; blank = withheld', type: 'decimal', since: 1 },
  { name: 'of', label: 'What the rate is taken of', type: 'text', since: 1 },
  { name: 'of_n', label: 'How many those are; blank = withheld or not known', type: 'integer', since: 1 },
]

/**
 * Returns everything the field-work page shows as one table: the funnel by society, wave and language with its
 * denominators, starts and ends by day, stops by page, minutes. Small counts are blank for everybody: files are handed
 * on. A coordinator of one society gets that society's rows.
 */
export function fieldworkCsv(context: Context, { study, definition, person }: StudyVisit): string {
  const threshold = smallCellThresholdOf(definition)
  const own = (row: FunnelRow) => person.society === null || row.society === person.society
  const rows = funnelOf(context, study.id).filter(own)
  const isWithheld = withheldCounts(rows, definition)
  const openLinks = openSocieties(context, study.id)
  const places = new Map(rows.map((row) => [`${row.society} ${row.wave} ${row.language}`, row]))
  const funnel = [...places.values()].flatMap(({ society, wave, language }) => {
    const here = rows.filter(
      (row) => row.society === society && row.wave === wave && row.language === language,
    )
    return sharesOf(here, openLinks).map((share) => {
      const { n, ofN } = withhold(share, { society, wave, language }, isWithheld)
      return ['funnel', society, wave, language, share.stage, n ?? null, share.ofStage ?? null, ofN ?? null]
    })
  })
  const progress = fieldworkProgress(context, study, definition, person.society)
  const shown = withholdProgress(progress, threshold)
  const society = person.society
  const days = shown.days.flatMap(({ day, started, completed }) => [
    ['day', society, null, null, `${day} started`, started, null, null],
    ['day', society, null, null, `${day} completed`, completed, null, null],
  ])
  const stops = shown.stops.map(({ page, reached, stopped }) => [
    'page',
    society,
    null,
    null,
    page,
    stopped,
    'came to the page',
    reached,
  ])
  const { minutes } = shown
  const times =
    minutes === undefined || minutes === 'withheld'
      ? []
      : (['low', 'median', 'high'] as const).map((what) => [
          'minutes',
          society,
          null,
          null,
          { low: 'first quartile', median: 'median', high: 'third quartile' }[what],
          minutes[what].toFixed(2),
          'finished and measured',
          minutes.measured,
        ])
  const { toLines } = csvFormat(columns, 'excel')
  // No byte order mark: the page adds it.
  const header = `${columns.map(({ name }) => name).join(',')}\n`
  return header + toLines([...funnel, ...days, ...stops, ...times])
}
