import type { Context } from '../context.ts'
import type { FurtherRows, FurtherTable } from '../exports/further-table.ts'
import type { Snapshot } from '../exports/snapshot.ts'
import { keptPack } from './kept-pack.ts'
import { sensitivityPack } from './pack.ts'
import { readCases } from './read-cases.ts'
import { sensitivityColumns, sensitivityRows } from './sensitivity-csv.ts'

const file = 'analysis/sensitivity.csv'

/** Of more planned pairs than this a bundle would take minutes longer; only their number decides, so that the same data give the same bundle. */
export const mostPairs = 200_000

/** The table of the page of sensitivity analyses, in a bundle. */
export const sensitivityTable: FurtherTable = { file, columns: sensitivityColumns, read }

function read(context: Context, snapshot: Snapshot): FurtherRows | undefined {
  const { request, study, included } = snapshot
  // They analyse the answers of members.
  if (request.mode === 'test') return undefined
  const people = JSON.stringify(included.map(({ id }) => id))
  if (context.queries.exports.countAssignments.get(people)! > mostPairs) return { guide: leftOut }
  const kept = keptPack(context, study)?.targets
  if (kept) return kept.length > 0 ? { guide, rows: () => sensitivityRows(kept) } : undefined
  const cases = readCases(context, study.slug)
  if (cases.length === 0) return undefined
  return { guide, rows: (report) => sensitivityRows(sensitivityPack(cases, report)) }
}

const heading = '## Other analyses of the same answers'

const guide = `${heading}

\`${file}\` is the table of the page *Sensitivity*: for each target the planned analysis, and then the same answers
analysed in other ways (models, ties, estimators, groups of respondents, comparators left out one by one), a row each.
\`differs\` says how an analysis differs from the frozen plan, \`difference\` is its implied work RVU less the planned one,
and where there is no value \`sentence\` says why. It starts from the plan whatever the other files of this bundle follow.`

const leftOut = `${heading}

\`${file}\` is left out of bundles with more than ${mostPairs.toLocaleString('en')} rows in \`judgements.csv\`, because making it would
take minutes. Once the study has closed, the page *Sensitivity* has the same table to download.`
