import { mostPaircompItems } from './pairs-for-r.ts'
import { beginHere, itemTable, jamoviGuide } from './readme-jamovi.ts'
import { ratingRGuide, rGuide } from './readme-r.ts'
import { ratingGuide, ratingItemTable } from './readme-ratings.ts'
import { ratingTableName } from './score-tables.ts'
import { isLinked, type WideScores } from './survey.ts'
import { mostPairedComparisons } from './winsteps.ts'
import type { Programs } from './write-programs.ts'

/** Returns what the README of a bundle says about the files for single programs. */
export function bundleGuide({ survey, files, blind, kept }: Programs): string[] {
  const { definition, answers, wides } = survey
  const example = wides.find((wide) => wide.construct === definition.primaryConstruct) ?? wides[0]
  const left = answers.leftOut.filter(({ target }) => target === undefined).length
  const keptOf = (name: string) => kept.find((one) => one.name === name)
  const rated = keptOf(ratingTableName)
  const out = `They leave out ${left} ${left === 1 ? 'respondent' : 'respondents'} excluded from analyses (exclusions.csv); the other files keep them.`
  return [
    ...(blind ? [blindNotice] : []),
    beginHere(blind, example !== undefined),
    ...(definition.comparators.length > 0 ? [itemTable(definition)] : []),
    ...(rated ? [ratingItemTable(definition)] : []),
    programTable(
      { compares: example !== undefined, linked: isLinked(definition), rates: rated !== undefined },
      blind,
    ),
    `${example ? 'The files for single programs hold the first answer to each pair. ' : ''}${left > 0 ? `${out} ` : ''}One construct is one scale: files of several constructs stacked together are none.`,
    ...(example ? [jamoviGuide(example.name, keptOf(example.name), blind)] : []),
    ...(rated ? [ratingGuide(rated)] : []),
    ...(rated && rated.oneOrMore > 0
      ? [ratingRGuide(rated.name, (definition.ratingScale?.categories.length ?? 1) - 1)]
      : []),
    ...(example && (keptOf(example.name)?.oneOrMore ?? 0) > 0 ? [rGuideOf(example, files)] : []),
    ...(blind ? [] : [analysisGuide]),
  ]
}

function rGuideOf({ name, construct }: WideScores, files: Programs['files']): string {
  const hasMatrix = files.some((file) => file.name === `psychotools/${construct}.csv`)
  return rGuide({ name, construct, hasMatrix })
}

const blindNotice =
  'The study still takes answers, so nothing about the estimate is in these files: the results and `analysis.R` come with files made after it has closed.'

/** What a study has, and so what there are files of. */
interface Parts {
  compares: boolean
  linked: boolean
  rates: boolean
}

function programTable({ compares, linked, rates }: Parts, blind: boolean): string {
  const everything = compares
    ? 'measures, standard errors, implied work RVU, pictures; base R is enough'
    : 'says where the results are'
  const rows = [
    ...(blind ? [] : [`**R, everything at once** | \`Rscript analysis.R\`: ${everything}`]),
    ...(compares ? comparedRows(linked) : []),
    ...(rates ? ratedRows : []),
    `SPSS, who answered, and every question | \`spss/respondents.sps\``,
    ...(compares
      ? ['Python, Stata, anything else | `judgements.csv`, one row a planned pair, with `items.csv`']
      : []),
    'numbers for the methods section | `funnel.csv`, `respondents.csv`, `exclusions.csv`, `decisions.csv`',
    `what was asked, word for word | \`instrument/as-shown-<language>.md\`${compares ? ', `constructs.csv`' : ''}`,
    'what every column means | `codebook.md` to read, `codebook.csv` for programs',
  ]
  return `## Which file for which program
${compares ? '\n`<name>` is the construct, with several targets after the target, such as `T1_work_effort`.\n' : ''}
| program | file |
|---|---|
${rows.map((row) => `| ${row} |`).join('\n')}${compares ? `\n\n${linked ? manyPairs : noPairs}` : ''}`
}

const manyPairs = `Beyond ${mostPairedComparisons.toLocaleString('en')} answers to a construct the paired layout of Winsteps is left out: use Facets.`
const noPairs =
  'Every pair has the target in it, so there is no paired layout for Winsteps: a star has no cycles to learn from.'

function comparedRows(linked: boolean): string[] {
  return [
    'jamovi (snowIRT), Polytomous Model | `jamovi/<name>_012_equal1.csv`: 2 more, 1 equal, 0 less',
    'jamovi (snowIRT), Dichotomous Model | `jamovi/<name>_dich_more.csv` (1 = more; equal and less = 0) or `jamovi/<name>_dich_notless.csv` (1 = more or equal; less = 0)',
    'eRm | `erm/<name>.csv`: rows with no score, or only one, are left out, because eRm stops at them',
    "TAM, mirt, psychotools' Rasch models | `jamovi/<name>_012_equal1.csv`",
    `psychotools, psychotree (pairs) | \`psychotools/<construct>.csv\`: columns 1:2, 1:3, 2:3, …; 1 = the first is more, 0 = equal, -1 = the second is more (up to ${mostPaircompItems} items)`,
    'R, own models of pairs | `r/answers.csv`, one row an answer',
    'BradleyTerry2 | `r/<construct>_bradleyterry2.csv`: wins, losses, ties apart',
    'VGAM, GLM, Excel (counts) | `r/<construct>_counts.csv`: by pair and by which item was shown first',
    'Winsteps | `winsteps/<name>.txt`: control and data in one file',
    ...(linked
      ? ['Winsteps, pairs (`PAIRED = YES`, standard errors too small) | `winsteps/<construct>_paired.txt`']
      : []),
    'Facets | `facets/<construct>.txt`: specification and data, ties, order effect; every answer in two mirrored lines of weight 0.5',
    'SPSS | `spss/<name>.sps`: opens the three-category file with labels',
  ]
}

const ratedRows = [
  `rating items: jamovi (snowIRT), TAM, mirt, psychotools | \`jamovi/${ratingTableName}.csv\`: one column an item, 0 = the lowest category`,
  `rating items: eRm, Winsteps, Facets, SPSS | \`erm/${ratingTableName}.csv\`, \`winsteps/${ratingTableName}.txt\`, \`facets/${ratingTableName}.txt\`, \`spss/${ratingTableName}.sps\``,
]

const analysisGuide = `## The script

\`Rscript analysis.R\` recomputes every measure, standard error and implied work RVU from \`r/answers.csv\` and \`items.csv\` with
base R alone and prints each beside the program's own number; it ends with an error if any printed digit differs. It carries
the rating scale model by marginal maximum likelihood and the paired adjacent-category model; where the plan asks for another,
\`in_script\` in \`analysis/analyses.csv\` is 0 and the numbers are the program's alone. \`exploratory\` there says how an analysis
differs from the frozen plan, blank where it is the planned one. Where TAM,
eRm or psychotools are installed it prints their numbers too and says why they differ. Pictures go to
\`analysis/plots-<name>.pdf\`. The program's whole results, with fit, reliability and the bootstrap of surgeons, are
\`analysis/result-<name>.json\`; the script does not repeat the bootstrap.`
