import { reckonedText } from '../findings/analysis-words.ts'
import { answerRows } from '../findings/answers-table.ts'
import { fixed } from '../findings/numbers.ts'
import { metricText } from '../findings/provenance.ts'
import type { Finding, StudyResult } from '../findings/study-result.ts'
import { reliabilityBelowZero, reliabilityText } from '../pictures/number-text.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import { heading, paragraph, table } from './blocks.ts'
import { measurePictures } from './choose-pictures.ts'
import type { Block, Table } from './document.ts'

/** What surgeons answered beside the measures made of it, as the published papers print them, for every target and construct. */
export function measuresSection(result: StudyResult): Block[] {
  if (result.findings.length === 0) return []
  return [
    heading('Measures and raw answers'),
    paragraph(
      'The counts are what surgeons answered, before any model; the measures are what the model makes of them. A reader who distrusts the model can follow the counts.',
    ),
    comparatorTable(result),
    // What the columns mean is said once, with the first of them.
    ...result.findings.map((finding, index) => measureTable(finding, result, index === 0)),
    ...result.findings.flatMap((finding) =>
      finding.construct.isPrimary ? measurePictures(result, finding) : [],
    ),
  ]
}

function comparatorTable({ comparators }: StudyResult): Table {
  return table(
    'The comparators',
    ['Code', 'Procedure', '#wRVU', 'Year', 'Left out?'],
    comparators.map(({ codes, label, wrvu, wrvuYear, leftOut }) => [
      codes,
      label,
      wrvu.toFixed(2),
      String(wrvuYear),
      leftOut ?? '',
    ]),
  )
}

type AnswerRow = ReturnType<typeof answerRows>[number]

/** The cells of a row that are numbers, in the order of the table. */
const columns: { name: string; of: (row: AnswerRow) => string | number }[] = [
  { name: 'wRVU', of: ({ wrvu }) => wrvu },
  { name: 'Less', of: ({ less }) => less },
  { name: 'Equal', of: ({ equal }) => equal },
  { name: 'More', of: ({ more }) => more },
  { name: 'Cannot', of: ({ cannot }) => cannot },
  { name: 'None', of: ({ none }) => none },
  { name: 'Measure', of: ({ measure }) => measure },
  { name: 'SE', of: ({ se }) => se },
  { name: 'Infit', of: ({ infit }) => infit },
  { name: 'Outfit', of: ({ outfit }) => outfit },
  { name: 'Without it', of: ({ predicted }) => predicted },
  { name: 'Ratio', of: ({ ratio }) => ratio },
]

function measureTable(finding: Finding, result: StudyResult, isFirst: boolean): Table {
  const { result: analysis, construct, target, targetItem } = finding
  const rows = answerRows(result, finding)
  const remarks = rows.flatMap(({ codes, note }) => (note === '' ? [] : [`${codes}: ${note}.`]))
  return table(
    `Answers and Rasch measures, ${construct.name.toLowerCase()}, ${target.name}: ${headerOf(finding)}`,
    ['Code', ...columns.map(({ name }) => `#${name}`)],
    [
      ...rows.map((row) => [row.codes, ...columns.map(({ of }) => String(of(row)))]),
      ...(targetItem === null ? [] : [targetRow(finding, targetItem)]),
    ],
    [...remarks, ...(isFirst ? meaning(finding) : []), ...belowZeroNote(analysis)],
  )
}

/** A paired model measures the target like any other procedure. */
function targetRow({ result, target }: Finding, id: string): string[] {
  const item = result.items[id]
  const own: Record<string, string> = {
    Measure: fixed(item?.location, 2),
    SE: fixed(item?.location_se, 2),
    Infit: fixed(item?.infit, 2),
    Outfit: fixed(item?.outfit, 2),
  }
  return [`${target.short} (target)`, ...columns.map(({ name }) => own[name] ?? '–')]
}

/** What the columns are, and how each reliability can be worked out again. */
function meaning({ result: analysis, targetItem }: Finding): string[] {
  const isPaired = targetItem !== null
  return [
    'Less, equal, more: the target against the comparator, first presentations; these are the answers that the measures rest on'.concat(
      isPaired ? ', with those to pairs of two comparators. ' : '. ',
      'Cannot: “cannot compare”. None: planned for a respondent who did not come to it.',
    ),
    `Measure in logits; ${metricText(analysis, !isPaired)}. SE: standard error, ${reckonedText(analysis.standard_error)}. Infit: information-weighted mean square; outfit: unweighted mean square; 0.6 to 1.4 counts as fitting.`,
    'Without it: what the line through the other comparators gives this one. Ratio: implied wRVU of the target over the wRVU of the comparator.',
    isPaired ? pairedNote : personNote,
  ]
}

const pairedNote =
  'Scale reliability: 1 − mean SE² ÷ variance of the measures (divisor: their number), the target among them, with the standard errors printed, which allow for one surgeon giving many answers; as the measures’ mean is 0, this is also 1 less the mean, over all pairs of procedures, of the error variance of their difference, over the mean of its square. SSR: the same with errors that take every answer as independent, as programs for comparative judgement print it (Verhavert and others 2018); it is the higher of the two where one surgeon’s answers go together. Items held finite by a penalty are left out of both. Person reliability and MADaQ3 belong to models of persons, which this is not.'

const personNote =
  'Person reliability: 1 − mean SE² ÷ variance (n − 1) of Warm’s person measures. Comparator reliability: 1 − mean error variance ÷ variance of the comparators’ measures (divisor: their number), each error taken against the comparators’ mean (se_centred in the bundle’s numbers.csv), because an error that all share moves the scale and no comparator against another. MADaQ3: mean absolute adjusted Q3, local dependence beyond the model; p: Holm-adjusted, of the most dependent pair.'

/** What is said of a whole table of measures: a paired model has no persons. */
function headerOf({ result: analysis, targetItem }: Finding): string {
  const p = analysis.MADaQ3_p_holm
  const scale = reliabilityText(analysis.item_reliability, 3)
  const n = `analysed N ${analysis.data.rows_used}`
  const parts =
    targetItem !== null
      ? [`scale reliability ${scale}`, `SSR ${reliabilityText(analysis.SSR, 3)}`]
      : [
          `person reliability ${reliabilityText(analysis.WLE_reliability, 3)}`,
          `MADaQ3 ${fixed(analysis.MADaQ3, 3)}`,
          `p ${p === null ? '–' : p < 0.001 ? '< 0.001' : fixed(p, 3)}`,
          `comparator reliability ${scale}`,
        ]
  return [...parts, n].join(' | ')
}

/** Why a reliability below 0 counts as 0, where one is. */
export function belowZeroNote({ WLE_reliability, item_reliability, SSR }: AnalysisResult): string[] {
  const isBelow = [WLE_reliability, item_reliability, SSR].some((value) => value !== null && value < 0)
  return isBelow ? [reliabilityBelowZero] : []
}
