import { counted, fixed, percent, range } from '../findings/numbers.ts'
import { r2Text, saidText, type Value } from '../findings/plain-language.ts'
import type { Finding, StudyResult } from '../findings/study-result.ts'
import { reliabilityText } from '../pictures/number-text.ts'
import { runWords } from '../results/plan-differences.ts'
import { textIn } from '../studies/definition-text.ts'
import { heading, joined, paragraph, table } from './blocks.ts'
import { linePicture, ratingPictureBlocks } from './choose-pictures.ts'
import type { Block } from './document.ts'
import { belowZeroNote } from './measure-tables.ts'
import type { ReportFacts } from './report-facts.ts'
import { statement, whyNone } from './summary-texts.ts'
import { uncertaintyBlocks } from './uncertainty-blocks.ts'

const readingNames: Record<Value['reading'], string> = {
  target: '',
  'comparators-mean': '',
  'more = 1': ' (“equal” as “less”)',
  'more or equal = 1': ' (“equal” as “more”)',
}

/** What came out, for each target and construct, with the line it was read off. */
export function resultSection(facts: ReportFacts): Block[] {
  const { result } = facts
  if (result.findings.length === 0) return ratingSection(result)
  const primary = result.findings.filter(({ construct }) => construct.isPrimary)
  return [
    heading('Result'),
    table(
      'Implied work RVU for each target and construct',
      [
        'Target',
        'Construct',
        '#Implied wRVU',
        '#95 % prediction interval',
        '#95 % interval of the line',
        '#R²',
        '#Comparators',
        '#Surgeons',
        '#Read at',
        '#Baseline',
      ],
      result.findings.flatMap(valueRows),
      [
        'Implied wRVU: read off the least-squares line of the comparators’ published wRVUs on their measures. All values are printed with the decimals that their own interval supports.',
        'Prediction interval: where a procedure judged like this would have its published value, the target’s own error allowed for; the interval of the line is narrower and says only where the line lies.',
        `Read at: logits on the scale of the comparators; ${readOutNote(result)}. Baseline: mean wRVU of the comparators on the line, which needs no survey.`,
        'Surgeons: those analysed who answered on the construct.',
        ...offLineNotes(result),
      ],
    ),
    ...uncertaintyBlocks(facts),
    ...(primary.length > 1 ? [quotable(facts, primary)] : []),
    ...primary.flatMap((finding) => linePicture(result, finding)),
  ]
}

/** What was said of each of several targets, and the sentence in which its value may be quoted. */
function quotable({ simulated }: ReportFacts, primary: readonly Finding[]): Block {
  return {
    kind: 'facts',
    facts: primary.map((finding) => ({
      name: finding.target.name,
      text: [
        saidText(finding),
        ...finding.values.flatMap((value) =>
          'outcome' in value ? [] : [`To be quoted as: ${statement(finding, value, simulated)}`],
        ),
      ].join(' '),
    })),
  }
}

function readOutNote({ run }: StudyResult): string {
  return `the value is read ${runWords.readOut[run.readOut]}`
}

/** Which comparators have no place on a line, so that a smaller number in the table is not a riddle. */
function offLineNotes({ findings, comparators }: StudyResult): string[] {
  const told = findings.flatMap(({ target, construct, values }) =>
    values.flatMap((value) => {
      if ('outcome' in value) return []
      const missing = comparators.filter(({ id }) => value.ratios[id] === undefined)
      const reading = readingNames[value.reading]
      const codes = missing.map((one) => (one.leftOut === undefined ? one.codes : `${one.codes} (left out)`))
      return missing.length === 0
        ? []
        : [`${target.name}${reading}, ${construct.name.toLowerCase()}: ${joined(codes)}`]
    }),
  )
  return told.length === 0
    ? []
    : [`Not on the line, without a finite measure where nothing else is said: ${told.join('; ')}.`]
}

function valueRows(finding: Finding): string[][] {
  const { target, construct, values, result } = finding
  const names = [target.name, `${construct.name}${construct.isPrimary ? ' (primary)' : ''}`]
  const found = values.filter((value): value is Value => !('outcome' in value))
  if (found.length === 0) return [[...names, 'none', whyNone(finding), '', '', '', '', '', '']]
  return found.map((value) => {
    const { decimals } = value
    return [
      `${target.name}${readingNames[value.reading]}`,
      names[1]!,
      fixed(value.predicted, decimals),
      range(value.pi_with_target_se, decimals),
      range(value.ci_mean, decimals),
      r2Text(value),
      String(value.n),
      String(result.data.rows_used),
      fixed(value.read_out_point, 2),
      fixed(value.baseline, decimals),
    ]
  })
}

function ratingSection(result: StudyResult): Block[] {
  const { definition, ratings } = result
  if (!ratings) return []
  if (ratings.outcome !== 'fit') return [heading('Result'), paragraph(ratings.sentence, 'caution')]
  const categories = (definition.ratingScale?.categories ?? []).map((one) => textIn(one, 'en', definition))
  const rows = definition.ratingItems
    .map((item) => ({ label: textIn(item.label, 'en', definition), found: ratings.items[item.id] }))
    .sort((a, b) => (a.found?.location ?? 99) - (b.found?.location ?? 99))
    .map(({ label, found }) => [
      label,
      fixed(found?.location, 2),
      fixed(found?.location_se, 2),
      fixed(found?.infit, 2),
      fixed(found?.outfit, 2),
      ...categories.map((_, score) =>
        percent(found?.categories?.find(({ category }) => category === score)?.share ?? null),
      ),
    ])
  return [
    heading('Result'),
    table(
      `Rating items, the one rated highest first (${counted(ratings.data.rows_used, 'respondent')})`,
      ['Item', '#Measure', '#SE', '#Infit', '#Outfit', ...categories.map((name) => `#${name}`)],
      rows,
      [
        `Person reliability ${reliabilityText(ratings.WLE_reliability, 3)}, item reliability ${reliabilityText(ratings.item_reliability, 3)}; MADaQ3 ${fixed(ratings.MADaQ3, 3)}${ratings.MADaQ3_p_holm === null ? '' : `, Holm p of the worst pair ${fixed(ratings.MADaQ3_p_holm, 3)}`}.`,
        ...belowZeroNote(ratings),
        'Measure in logits: how hard an item is to rate highly. Infit and outfit are mean squares; 0.6 to 1.4 counts as fitting.',
      ],
    ),
    ...ratingPictureBlocks(result),
  ]
}
