import { answerRows } from '../findings/answers-table.ts'
import { fixed } from '../findings/numbers.ts'
import { metricText } from '../findings/provenance.ts'
import type { Finding, StudyResult } from '../findings/study-result.ts'
import { heading, paragraph, subheading, table } from './blocks.ts'
import { measurePictures } from './choose-pictures.ts'
import type { Block, Table } from './document.ts'

/** Measures as the published papers print them, and what surgeons answered, for every target and construct. */
export function measuresSection(result: StudyResult): Block[] {
  if (result.findings.length === 0) return []
  return [
    heading('Measures and raw answers'),
    paragraph(
      'The counts are what surgeons answered, before any model; the measures are what the model makes of them. A reader who distrusts the model can follow the counts.',
    ),
    ...result.findings.flatMap((finding, index) => [
      subheading(`${finding.target.name}: ${finding.construct.name.toLowerCase()}`),
      // What the columns mean is said once, with the first of each.
      withNotes(measureTable(finding, result), index === 0),
      withNotes(countTable(finding, result), index === 0),
      ...(finding.construct.isPrimary ? measurePictures(result, finding) : []),
    ]),
  ]
}

function withNotes(one: Table, keep: boolean): Table {
  return keep ? one : { ...one, notes: [] }
}

function measureTable(finding: Finding, result: StudyResult): Table {
  const { result: analysis, construct, target } = finding
  const { header, note } = reliabilities(finding)
  const rows = answerRows(result, finding).map((row) => [
    row.codes,
    row.wrvu,
    row.measure,
    row.se,
    row.infit,
    row.outfit,
    String(analysis.items[row.id]?.n ?? 0),
    row.note,
  ])
  return table(
    `Rasch measures, ${construct.name.toLowerCase()}, ${target.name}: ${header}`,
    ['Code', '#wRVU', '#Measure', '#SE', '#Infit', '#Outfit', '#Answers', 'Note?'],
    rows,
    [
      `Measure in logits; ${metricText(analysis, finding.targetItem === null)}. Infit: information-weighted mean square; outfit: unweighted mean square; 0.6 to 1.4 counts as fitting.`,
      note,
    ],
  )
}

/** What is said of a whole table of measures: a paired model has no persons, and reckons its scale otherwise. */
function reliabilities({ result: analysis, targetItem }: Finding): { header: string; note: string } {
  const p = analysis.MADaQ3_p_holm
  const n = `analysed N ${analysis.data.rows_used}`
  const scale = fixed(analysis.item_reliability, 3)
  if (targetItem !== null)
    return {
      header: [`scale reliability ${scale}`, n].join(' | '),
      note: 'Scale reliability: of all items, the target with them, from errors of full information (variance over the number of items); the SE printed are larger or smaller, because they allow for one surgeon giving many answers. Person reliability and MADaQ3 belong to models of persons, which this is not.',
    }
  return {
    header: [
      `person reliability ${fixed(analysis.WLE_reliability, 3)}`,
      `MADaQ3 ${fixed(analysis.MADaQ3, 3)}`,
      `p ${p === null ? '–' : p < 0.001 ? '< 0.001' : fixed(p, 3)}`,
      `comparator reliability ${scale}`,
      n,
    ].join(' | '),
    note: 'Person reliability: of Warm’s measures (variance with n − 1). Comparator reliability: the same of the comparators’ measures (variance over their number). MADaQ3: mean absolute adjusted Q3, local dependence beyond the model; p: Holm-adjusted, of the most dependent pair.',
  }
}

function countTable(finding: Finding, result: StudyResult): Table {
  return table(
    `Answers, ${finding.construct.name.toLowerCase()}: ${finding.target.name} against each comparator`,
    ['Code', 'Procedure', '#Less', '#Equal', '#More', '#Cannot', '#No answer', '#Without it', '#Ratio'],
    answerRows(result, finding).map((row) => [
      row.codes,
      row.label,
      ...[row.less, row.equal, row.more, row.cannot, row.none].map(String),
      row.predicted,
      row.ratio,
    ]),
    [
      'Less, equal, more: the target against the comparator, first presentations. Cannot: cannot compare. No answer: planned for a respondent who did not come to it.',
      'Without it: what the line through the other comparators gives this one. Ratio: implied wRVU of the target over the wRVU of the comparator.',
    ],
  )
}
