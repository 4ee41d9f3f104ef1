import { erasedText } from '../findings/erased-decisions.ts'
import { counted } from '../findings/numbers.ts'
import type { Finding, StudyResult } from '../findings/study-result.ts'
import { knowledgeWords } from '../studies/opening-moments.ts'
import { heading, list, paragraph, table } from './blocks.ts'
import type { Block } from './document.ts'
import type { ReportedDecision, ReportFacts } from './report-facts.ts'
import { statement, whyNone } from './summary-texts.ts'

/** Where the analysis reported leaves the plan, and every decision made after it with what it would change. */
export function deviationsSection(facts: ReportFacts): Block[] {
  const { result, withDecisions, versions } = facts
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
    ...decisionBlocks(facts),
    ...(withDecisions ? [paragraph(decidedText(withDecisions, facts.simulated))] : []),
    paragraph(
      'What the authors did otherwise outside of the program, such as in recruiting, is for them to add.',
      'small',
    ),
  ]
}

function decisionBlocks({ decisions, erasedDecisions, openedAt }: ReportFacts): Block[] {
  const opening = openingText(openedAt)
  const erased = erasedText(erasedDecisions)
  if (decisions.length === 0)
    return [
      paragraph(
        `No ${erasedDecisions > 0 ? 'other ' : ''}decision to leave a respondent or an item out was recorded after the plan. ${erased}${opening}`.trim(),
      ),
    ]
  const were = decisions.length === 1 ? 'was' : 'were'
  const standing = standingText(decisions.filter(({ stands }) => stands))
  return [
    paragraph(
      `After the plan, ${counted(decisions.length, 'decision')} ${were} recorded; ${standing} The result above applies none of them. ${erased}${opening}`.trim(),
    ),
    ...informedBlock(decisions),
    table(
      'Decisions recorded after the plan, in their order',
      ['Respondent or item', 'Decided', 'Reason', 'By role', 'When', 'Results then'],
      decisions.map((one) => [
        one.what,
        decidedWord(one),
        one.reason,
        one.byRole,
        one.at,
        knowledgeWords[one.knowledge],
      ]),
      ['Respondents by their pseudonym. The bundle’s decisions.csv holds the same list.'],
    ),
  ]
}

/** A decision taken with the result in view is another thing than one taken before. */
function informedBlock(decisions: readonly ReportedDecision[]): Block[] {
  const after = decisions.filter(({ knowledge }) => knowledge !== 'not_open').length
  if (after === 0) return []
  const which =
    after < decisions.length
      ? `${after} of them ${after === 1 ? 'was' : 'were'}`
      : after === 1
        ? 'It was'
        : 'All of them were'
  return [paragraph(`${which} taken after results were opened, when the effect could be known.`, 'caution')]
}

function standingText(standing: readonly ReportedDecision[]): string {
  if (standing.length === 0) return 'none of them stands any more.'
  const respondents = standing.filter(({ kind }) => kind === 'respondent').length
  const items = standing.length - respondents
  const out = [
    ...(respondents > 0 ? [counted(respondents, 'respondent')] : []),
    ...(items > 0 ? [counted(items, 'comparator or rating item')] : []),
  ].join(' and ')
  return `${standing.length === 1 ? '1 stands and leaves' : `${standing.length} stand and leave`} out ${out}.`
}

function decidedWord({ excluded, stands }: ReportedDecision): string {
  if (!excluded) return 'taken back'
  return stands ? 'left out' : 'left out, later taken back'
}

function openingText({ opened, seen }: ReportFacts['openedAt']): string {
  if (opened === undefined) return ''
  return seen === undefined
    ? `Results opened on ${opened}; no look at a result page is recorded before this report.`
    : `Results opened on ${opened} and were first looked at on ${seen}.`
}

function decidedText({ findings, people }: StudyResult, simulated: ReportFacts['simulated']): string {
  const primary = findings.filter(({ construct }) => construct.isPrimary)
  const who = `${counted(people.analysed, 'respondent')} of ${people.started} who started ${people.analysed === 1 ? 'is' : 'are'} analysed.`
  return [
    `With the standing decisions applied (exploratory), ${who}`,
    ...primary.map((finding) => valueText(finding, simulated)),
  ].join(' ')
}

function valueText(finding: Finding, simulated: ReportFacts['simulated']): string {
  const texts = finding.values.flatMap((value) =>
    'outcome' in value ? [] : [statement(finding, value, simulated)],
  )
  return texts.length > 0 ? texts.join(' ') : `${finding.target.name}: ${whyNone(finding)}`
}
