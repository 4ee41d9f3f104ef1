import { dataCommand, dataFilesText } from '../exports/programs/data-files.ts'
import type { StudyResult } from '../findings/study-result.ts'
import { heading, list, paragraph, table } from './blocks.ts'
import type { Block } from './document.ts'
import { rebuildText } from './rates.ts'
import type { ReportFacts } from './report-facts.ts'

/** How somebody else makes the same numbers again from the bundle. */
export function recomputeSection(facts: ReportFacts): Block[] {
  const { result, withDecisions, slug } = facts
  const names = result.findings.map(({ name }) => name)
  const first = names[0] ?? 'rating_items'
  return [
    heading('How to recompute'),
    ...list(
      [
        `Take the bundle of the planned analysis: on the page Data choose ${choiceText(result, withDecisions !== undefined)}, make the files, download everything (.zip) and unpack it. Its README.md says first which analysis it is.`,
        `Check that it holds the same answers: the SHA-256 of ${dataFilesText(hasRatings(result))} must be ${result.dataSha256}.`,
        `In R, set the working directory to the folder and run source("analysis.R"). Base R is enough. It prints measures, errors and the implied wRVU beside the numbers of analysis/numbers.csv and stops where a printed digit differs.`,
        `The engine’s whole result is analysis/result-${first}.json${names.length > 1 ? ' and its neighbours' : ''}; the value, its prediction interval, R², n, the read-out point and the baseline are in implied_wrvu.`,
        'In jamovi, open the file of wide/ for a construct as README.md describes; snowIRT drops rows with a missing answer, so its N is smaller.',
      ],
      true,
    ),
    paragraph('The same from a shell:'),
    commands(result, slug, '--as-planned', `${slug}-as-planned`),
    ...(withDecisions ? withDecisionsBlocks(result, withDecisions, slug) : []),
    paragraph(rebuildText(facts), 'small'),
  ]
}

function withDecisionsBlocks(planned: StudyResult, other: StudyResult, slug: string): Block[] {
  return [
    paragraph(
      'The number with the standing decisions applied comes from a bundle made without that choice; its script says that it is exploratory, and why:',
    ),
    commands(other, slug, `--include ${other.run.include}`, `${slug}-with-decisions`),
    table(
      'Which data belong to which number',
      ['Analysis', '#Respondents analysed', `SHA-256 of ${dataFilesText(hasRatings(planned))}`],
      [
        ['Planned', String(planned.people.analysed), planned.dataSha256],
        ['With the standing decisions (exploratory)', String(other.people.analysed), other.dataSha256],
      ],
    ),
  ]
}

function commands(result: StudyResult, slug: string, choice: string, name: string): Block {
  return {
    kind: 'commands',
    lines: [
      `npx comparand bundle --study ${slug} ${choice} --out ${name}.zip`,
      `unzip ${name}.zip -d ${name} && cd ${name}`,
      dataCommand(hasRatings(result)),
      `# ${result.dataSha256}`,
      'Rscript analysis.R',
    ],
  }
}

function choiceText({ run }: StudyResult, hasDecisions: boolean): string {
  const who = run.include === 'completed' ? 'those who answered to the end' : 'everybody who started'
  return hasDecisions ? `${who}, and not to apply the decisions made after the plan` : who
}

function hasRatings({ definition }: StudyResult): boolean {
  return definition.ratingItems.length > 0
}
