import { smallCellThresholdOf } from '../fieldwork/small-cells.ts'
import { simulatedNotice } from '../studies/simulated.ts'
import { versionsOf } from './manifest.ts'
import type { InstrumentMedia } from './media-files.ts'
import { oneLine } from './programs/one-line.ts'
import { bundleGuide } from './programs/readme.ts'
import type { FilesRun } from './programs/run-of-files.ts'
import type { Programs } from './programs/write-programs.ts'
import { analysisText } from './readme-analysis.ts'
import { instrumentGuide } from './readme-instrument.ts'
import { countSimulatedIn, type Snapshot } from './snapshot.ts'
import type { FileFacts } from './table-file.ts'
import type { WideTally } from './wide-files.ts'

/** What the README of an archive is written from, beside the snapshot. */
export interface ReadmeFacts {
  files: readonly FileFacts[]
  tallies: readonly WideTally[]
  run: FilesRun
  /** of the data of its analysis; undefined where there are no files for single programs */
  dataSha256: string | undefined
  /** undefined where there are no files for single programs */
  bundle: Programs | undefined
  /** tables of other features, and what is said of them */
  further: readonly { guide: string }[]
  /** how response rates are worked out; undefined for test answers */
  funnelGuide: string | undefined
  /** undefined where the study shows no pictures */
  media: InstrumentMedia | undefined
}

/** Returns the README.md of an archive: which file for which program, and what each program will keep. */
export function readmeText(
  snapshot: Snapshot,
  { files, tallies, run, dataSha256, bundle, further, funnelGuide, media }: ReadmeFacts,
): string {
  const { study, newest, request, listed, included, zone } = snapshot
  const first = newest.definition.languages[0]!
  const title = newest.definition.title[first] ?? study.slug
  const parts = [
    ...simulatedLines(snapshot),
    `# ${oneLine(title)}`,
    [
      `Study \`${study.slug}\`, ${versionText(snapshot)}, ${request.mode === 'live' ? 'answers of members' : '**test answers, not for analysis**'}.`,
      `Included: ${request.include === 'completed' ? 'respondents who answered to the end' : 'everybody who started'}; ${listed.length} in \`respondents.csv\`, ${included.length} of them with answers in the files. Days are told in ${zone}.`,
      request.flavour === 'excel'
        ? 'Written for Excel: with a byte order mark, and an apostrophe before text that Excel would take for a formula. Files for single programs and the script are written plainly all the same. The other flavour is for scripts: nothing altered. Where Excel shows a table in one column, or takes decimals for dates (countries with a decimal comma), open it by Data → From Text/CSV: file origin 65001 UTF-8, comma, and under Transform Data the locale English.'
        : 'Written for scripts: UTF-8 without a mark, nothing altered. The other flavour, for Excel, has a byte order mark and an apostrophe before text that Excel would take for a formula.',
    ].join('\n'),
    analysisText(snapshot, run, dataSha256),
    ...(bundle ? bundleGuide(bundle) : [programs]),
    ...further.map(({ guide }) => guide),
    ...(newest.definition.targets.length > 0 ? [`## The tie rule\n\n${tieRule}`] : []),
    `## How many rows each program will keep\n\n${tallyTable(bundle?.kept ?? tallies)}`,
    ...instrumentGuide(snapshot, media),
    ...(funnelGuide === undefined ? [] : [funnelGuide]),
    `## Files\n\n${fileTable(files)}`,
    notice,
  ]
  return `${parts.join('\n\n')}\n`
}

function versionText(snapshot: Snapshot): string {
  if (snapshot.versions.size === 1) return `version ${snapshot.newest.label}`
  return `versions ${versionsOf(snapshot)
    .map(({ version, respondents }) => `${version} (${respondents})`)
    .join(', ')} by respondents`
}

/** First of all, before the title: nobody may take these numbers for an answer of surgeons. */
function simulatedLines({ included, newest }: Snapshot): string[] {
  const simulated = countSimulatedIn({ included })
  const count = simulated === 0 ? undefined : { simulated, of: included.length }
  const notice = simulatedNotice(count, smallCellThresholdOf(newest.definition))
  if (!notice) return []
  return [`> **${notice.title}** ${notice.sentence} \`simulated.csv\` lists their pseudonyms.`]
}

const programs = `## Which file for which program

| program | file |
|---|---|
| jamovi (snowIRT), TAM, eRm, psychotools, mirt, Winsteps | \`wide/<construct>.csv\`, one construct at a time: several stacked in one file are not one scale |
| R, Python, Stata, SPSS, Facets, own models of pairs | \`judgements.csv\`, one row a planned pair, with \`items.csv\` |
| numbers for the methods section | \`funnel.csv\`, \`respondents.csv\`, \`exclusions.csv\`, \`decisions.csv\` |
| what was asked, word for word | \`instrument/\`, \`constructs.csv\` |
| what every column means | \`codebook.csv\`, \`codebook.md\` |

In R: \`read.csv("wide/work_effort.csv", na.strings = "")\`. In jamovi set the columns C01, C02, … to Continuous after import.`

const tieRule = `In every file 2 = the target (item A) is more, 1 = equal, 0 = the target is less, blank = no score. Blank stands for a
pair that was never shown, one that was left without an answer, and the answer *cannot compare*: the column \`status\` and
the response \`cannot\` in \`judgements.csv\` tell them apart. A missing answer never becomes a tie.`

const notice = `CPT is a registered trademark of the American Medical Association. CPT codes and descriptors are copyright AMA; a society
using them needs its own licence. Work RVUs are assigned by CMS. These files hold code numbers and plain labels only.`

function tallyTable(tallies: readonly WideTally[]): string {
  const lines = tallies.map(
    ({ name, rows, complete, twoOrMore, oneOrMore }) =>
      `| ${name} | ${rows} | ${complete} | ${twoOrMore} | ${oneOrMore} |`,
  )
  return [
    '| file | rows | jamovi snowIRT (rows without a blank) | eRm (two scores or more) | TAM, Winsteps (one score or more) |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}

function fileTable(files: readonly FileFacts[]): string {
  const lines = files.map(({ name, rows }) => `| ${name} | ${rows ?? ''} |`)
  return ['| file | rows |', '|---|---|', ...lines].join('\n')
}
