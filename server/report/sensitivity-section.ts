import { countSentences, rangeSentences } from '../sensitivity/account.ts'
import { captionOf, headingOf } from '../sensitivity/captions.ts'
import { groupSentences } from '../sensitivity/group-sentences.ts'
import { influenceSentence, reachSentence, searchSentence } from '../sensitivity/influence-sentences.ts'
import { influentialRows } from '../sensitivity/influential.ts'
import type { TargetSensitivity } from '../sensitivity/pack.ts'
import { sensitivityPictures } from '../sensitivity/sensitivity-pictures.ts'
import { variantParts } from '../sensitivity/variant-rows.ts'
import { heading, paragraph, picture, subheading, table } from './blocks.ts'
import type { Block, Table } from './document.ts'
import type { ReportFacts } from './report-facts.ts'

/** How much the value depends on how it was found. */
export function sensitivitySection({ sensitivity }: ReportFacts): Block[] {
  if (sensitivity === undefined)
    return [heading('Sensitivity'), paragraph('The sensitivity analyses could not be computed.', 'caution')]
  if (sensitivity.length === 0) return []
  return [
    heading('Sensitivity'),
    paragraph(
      'The planned analysis done in other ways, one change at a time. All of them are exploratory; the plan stays the plan.',
    ),
    ...sensitivity.flatMap(targetBlocks),
  ]
}

function targetBlocks(given: TargetSensitivity, index: number, all: readonly unknown[]): Block[] {
  const { plan, influence, differences } = given
  const pictures = sensitivityPictures(given, index)
  const fewSurgeons =
    influence && plan.outcome === 'value'
      ? [influenceSentence(influence, plan), reachSentence(influence, plan), searchSentence(influence)]
      : []
  return [
    ...(all.length > 1 ? [subheading(headingOf(given))] : []),
    paragraph(rangeSentences(given).join(' ')),
    paragraph(countSentences(given).join(' ')),
    ...(fewSurgeons.length > 0 ? [paragraph(fewSurgeons.filter((text) => text !== '').join(' '))] : []),
    ...groupSentences(differences).map((text) => paragraph(text)),
    ...picture(pictures.comparators),
    ...picture(pictures.forest),
    variantTable(given),
    ...influentialTable(given),
  ]
}

/** Under pseudonyms, so that a referee with the bundle can leave the same few out. */
function influentialTable({ influence, plan, targetName }: TargetSensitivity): Block[] {
  const rows = influence && plan.outcome === 'value' ? influentialRows(influence, plan) : []
  if (rows.length === 0) return []
  return [
    table(
      `Surgeons who move the value of ${targetName} furthest when they are left out together`,
      ['Set', 'Respondents left out', '#Implied wRVU', '#Against the plan'],
      rows.map(({ name, respondents, value, difference }) => [name, respondents, value, difference]),
      ['Pseudonyms as in the bundle’s files; each row adds one to the row before.'],
    ),
  ]
}

/** One row an analysis; what a part has in common stands in a row of its own. */
function variantTable(given: TargetSensitivity): Table {
  const rows = variantParts(given).flatMap(({ heading: name, rows: own, note }) => [
    ...(note === '' ? [] : [[`${name}: ${note}`, '', '', '', '', '', '', '']]),
    ...own.map((row) => [
      [row.name, row.differs, row.offLine, row.why]
        .filter((text) => text !== '')
        .map((text) => text.replace(/\.$/, ''))
        .join('. '),
      row.value === '' ? '–' : row.value,
      row.interval,
      row.difference,
      row.r2,
      row.respondents,
      row.comparators,
      row.baseline,
    ]),
  ])
  return table(
    captionOf(given),
    [
      'Analysis',
      '#Implied wRVU',
      '#95 % interval',
      '#Against the plan',
      '#R²',
      '#Surgeons',
      '#Comparators',
      '#Baseline',
    ],
    rows,
    [
      'Against the plan: differences are taken before rounding, so that they may differ by one in the last digit from what the printed values give. A value is printed with no more decimals than its own interval supports.',
    ],
  )
}
