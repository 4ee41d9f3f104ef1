import { counted } from '../findings/numbers.ts'
import type { Finding, StudyResult } from '../findings/study-result.ts'
import { heading, list, paragraph } from './blocks.ts'
import type { Block } from './document.ts'
import type { ReportFacts } from './report-facts.ts'
import { statement, whyNone } from './summary-section.ts'

/** Where the analysis reported leaves the plan, and what decisions made after it would change. */
export function deviationsSection({ result, withDecisions, decisions, versions }: ReportFacts): Block[] {
  const sentences = [
    ...result.differences,
    ...(versions.length > 1
      ? [
          `The definition has ${versions.length} published versions; the newest one’s plan is followed, and every answer knows its version.`,
        ]
      : []),
  ]
  return [
    heading('Deviations from the plan'),
    paragraph(
      sentences.length === 0
        ? 'None: the result above follows the plan that was frozen before the first answer.'
        : 'The result above differs from the plan:',
    ),
    ...list(sentences),
    ...(withDecisions ? decided(withDecisions, decisions) : []),
    paragraph(
      'What the authors did otherwise outside of the program, such as in recruiting, is for them to add.',
      'small',
    ),
  ]
}

function decided(other: StudyResult, { respondents, items }: ReportFacts['decisions']): Block[] {
  const both = [
    ...(respondents > 0 ? [counted(respondents, 'respondent')] : []),
    ...(items.length > 0
      ? [`${counted(items.length, 'comparator or rating item')} (${items.map(reasonOf).join('; ')})`]
      : []),
  ].join(' and ')
  const primary = other.findings.filter(({ construct }) => construct.isPrimary)
  return [
    paragraph(
      `After the plan, decisions recorded with their reasons exclude ${both}. They are not applied above. With them applied (exploratory): ${primary.map(valueText).join(' ')}`,
    ),
  ]
}

function reasonOf({ item, reason }: { item: string; reason: string }): string {
  return `${item}: ${reason}`
}

function valueText(finding: Finding): string {
  const texts = finding.values.flatMap((value) => ('outcome' in value ? [] : [statement(finding, value)]))
  return texts.length > 0 ? texts.join(' ') : `${finding.target.name}: ${whyNone(finding)}`
}
