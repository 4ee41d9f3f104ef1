import { heading, list, paragraph } from './blocks.ts'
import type { Block } from './document.ts'
import type { ReportFacts } from './report-facts.ts'

/** How somebody else makes the same numbers again from the bundle. */
export function recomputeSection({ result, slug }: ReportFacts): Block[] {
  const { run, dataSha256 } = result
  const names = result.findings.map(({ name }) => name)
  const first = names[0] ?? 'rating_items'
  return [
    heading('How to recompute'),
    ...list(
      [
        `Take the bundle (zip) of this study, of ${run.include === 'completed' ? 'completed responses' : 'all who started'}, and unpack it.`,
        `Check that it holds the same answers: the SHA-256 of r/answers.csv must be ${dataSha256}. Recorded exclusions change it; the bundle’s README says whether any were applied.`,
        `In R, set the working directory to the folder and run source("analysis.R"). Base R is enough. It prints measures, errors and the implied wRVU beside the numbers of analysis/numbers.csv and stops where a printed digit differs.`,
        `The engine’s whole result is analysis/result-${first}.json${names.length > 1 ? ' and its neighbours' : ''}; the value, its prediction interval, R², n, the read-out point and the baseline are in implied_wrvu.`,
        'In jamovi, open the file of wide/ for a construct as README.md describes; snowIRT drops rows with a missing answer, so its N is smaller.',
      ],
      true,
    ),
    paragraph('The same from a shell:'),
    {
      kind: 'commands',
      lines: [
        `comparand bundle --study ${slug} --include ${run.include} --out ${slug}.zip`,
        `unzip ${slug}.zip -d ${slug} && cd ${slug}`,
        'sha256sum r/answers.csv',
        'Rscript analysis.R',
      ],
    },
  ]
}
