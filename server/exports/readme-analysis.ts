import { dataCommand } from './programs/data-files.ts'
import type { FilesRun } from './programs/run-of-files.ts'
import type { Snapshot } from './snapshot.ts'

/** Returns which analysis an archive is made for, and how the other one is made again. */
export function analysisText(
  { study, newest, request }: Snapshot,
  { differences, decided, analysed }: FilesRun,
  dataSha256: string | undefined,
): string {
  const hasRatings = newest.definition.ratingItems.length > 0
  return [
    '## Which analysis this is',
    '',
    differences.length === 0
      ? '**Planned.** Files for statistics programs and the script follow the frozen analysis plan to the letter.'
      : `**Exploratory.** Files for statistics programs and the script differ from the frozen analysis plan: ${differences.join(' ')}`,
    '',
    `- ${analysed.length} respondents are analysed, of those ${request.include === 'completed' ? 'who answered to the end' : 'who started'}; the last stage of \`funnel.csv\` counts them, where no count is withheld.`,
    `- SHA-256 of the plan, frozen at publishing: \`${newest.row.plan_sha256}\``,
    ...(dataSha256 === undefined
      ? []
      : [
          `- SHA-256 of its data, as the result page of the same analysis shows it: \`${dataSha256}\`; here \`${dataCommand(hasRatings)}\` prints it`,
        ]),
    `- ${decisionsText(study.slug, request.decisions ?? 'applied', decided)}`,
  ].join('\n')
}

function decisionsText(slug: string, decisions: 'applied' | 'off', decided: number): string {
  const all =
    'Every decision, standing or taken back, is in `decisions.csv` with its reason, its time and what could be known of the results then.'
  if (decisions === 'off') return `Decisions recorded after the plan are not applied. ${all}`
  if (decided === 0) return `No decision recorded after the plan leaves anybody or anything out. ${all}`
  return `${decided === 1 ? 'One decision' : `${decided} decisions`} recorded after the plan ${decided === 1 ? 'is' : 'are'} applied. ${all} The planned analysis, without them: \`npx comparand bundle --study ${slug} --as-planned --out ${slug}-as-planned.zip\`, or “as planned” on the page Data.`
}
