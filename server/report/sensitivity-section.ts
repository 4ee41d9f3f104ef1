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
import { jointTables } from './sensitivity-joint.ts'

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
    ...(sensitivity.length > 1 ? severalBlocks(sensitivity) : sensitivity.flatMap(oneBlocks)),
  ]
}

/** Several targets: one table for all, so that rows can be read across; what is said of each follows without it. */
function severalBlocks(sensitivity: readonly TargetSensitivity[]): Block[] {
  return [
    ...sensitivity.flatMap((given) => [
      subheading(headingOf(given)),
      ...sentencesOf(given, given === sensitivity[0]),
    ]),
    ...sensitivity.flatMap((given, index) => picture(sensitivityPictures(given, index).comparators)),
    ...jointTables(sensitivity),
    ...sensitivity.flatMap(influentialTable),
  ]
}

function oneBlocks(given: TargetSensitivity, index: number): Block[] {
  const pictures = sensitivityPictures(given, index)
  return [
    ...sentencesOf(given, true),
    ...picture(pictures.comparators),
    ...picture(pictures.forest),
    variantTable(given),
    ...influentialTable(given),
  ]
}

/** What the other analyses say of a target. `isFirst`: what the comparison of groups asks is not yet said. */
function sentencesOf(given: TargetSensitivity, isFirst: boolean): Block[] {
  const { plan, influence, differences } = given
  const fewSurgeons =
    influence && plan.outcome === 'value'
      ? [influenceSentence(influence, plan), reachSentence(influence, plan), searchSentence(influence)]
      : []
  return [
    paragraph(rangeSentences(given).join(' ')),
    paragraph(countSentences(given).join(' ')),
    ...(fewSurgeons.length > 0 ? [paragraph(fewSurgeons.filter((text) => text !== '').join(' '))] : []),
    ...groupSentences(differences, isFirst).map((text) => paragraph(text)),
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
