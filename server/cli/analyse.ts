import { writeFileSync } from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import packageFile from '../../package.json' with { type: 'json' }
import type { Context } from '../context.ts'
import { analyseAnswers } from '../results/analyse-answers.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import { analysisText } from '../results/analysis-text.ts'
import type { AnalysisOptions, AnswerTable } from '../results/answer-table.ts'
import { analyseStudy } from './analyse-study.ts'
import { noteSimulated, onData } from './command-line.ts'
import { runLine } from './files-request.ts'
import { FileProblem, readInput } from './input-file.ts'
import { readLong } from './read-long.ts'
import { readItems, readWide } from './read-wide.ts'

/** The options of `comparand analyse` as commander parses them. */
export type AnalyseOptions = {
  study?: string
  include?: 'completed' | 'started'
  asPlanned?: true
  long?: string
  wide?: string
  items?: string
  construct?: string
  target?: string
  group?: string
  model?: AnalysisOptions['model']
  estimator: AnalysisOptions['estimator']
  ties: AnalysisOptions['ties']
  order: boolean
  completeRows: boolean
  seed: number
  replications: number
  json?: string
}

/** Adds `analyse` to the program. */
export function addAnalyseCommand(program: Command): void {
  program
    .command('analyse')
    .description('fit a Rasch or paired-comparison model to answers and read the implied wRVU')
    .option('--study <name>', 'a study of this data folder, by its plan')
    .addOption(
      new Option('--include <who>', 'with --study: completed, or everybody who started').choices([
        'completed',
        'started',
      ]),
    )
    .addOption(
      new Option(
        '--as-planned',
        'with --study: follow the frozen plan to the letter, without decisions recorded after it',
      ).conflicts('include'),
    )
    .option('--long <file>', 'CSV with one row an answer: respondent, item_a, item_b, response (or a, b, y)')
    .option('--wide <file>', 'CSV with one row a respondent and one column an item')
    .option('--items <file>', 'CSV with item and wrvu, for the implied wRVU')
    .option('--construct <slug>', 'which construct of a study or a long file')
    .option('--target <id>', 'which target of a study, or which item of a long file is the target')
    .option('--group <column>', 'column with the group of each respondent, to compare groups')
    .addOption(
      new Option('--model <model>', 'default: rsm for a wide file, paired for a long one').choices([
        'rsm',
        'pcm',
        'dichotomous',
        'paired',
      ]),
    )
    .addOption(
      new Option('--estimator <estimator>', 'for person-by-item models')
        .choices(['mml', 'cml', 'jmle'])
        .default('mml'),
    )
    .addOption(
      new Option('--ties <rule>', 'for the paired model')
        .choices(['adjacent', 'drop', 'half'])
        .default('adjacent'),
    )
    .option('--order', 'estimate the advantage of the item shown first', false)
    .option('--complete-rows', 'drop respondents with a missing answer, as jamovi does', false)
    .option('--seed <number>', 'seed of the bootstrap', readWhole, 1)
    .option('--replications <number>', 'bootstrap replications; 0 for none', readWhole, 500)
    .option('--json <file>', 'write the result as JSON; - for the terminal')
    .action(analyseOrExplain)
}

async function analyseOrExplain(options: AnalyseOptions): Promise<void> {
  try {
    if (options.study === undefined) analyseCommand(options)
    else await onData((context) => analyseStudyCommand(context, options))
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

/** Analyses a study, prints tables and writes JSON: one result as it is, several under their names. */
export function analyseStudyCommand(context: Context, options: AnalyseOptions, print = toTerminal): void {
  if (options.long !== undefined || options.wide !== undefined || options.items !== undefined)
    throw new FileProblem('Give a study or files, not both.')
  const other = options.estimator !== 'mml' || options.ties !== 'adjacent'
  if (options.model !== undefined || other || options.order || options.completeRows)
    throw new FileProblem('A study is analysed by its plan; for other models export it and give its files.')
  const { construct, target, seed, replications, include = 'completed', asPlanned } = options
  const choice = { study: options.study!, include, asPlanned, construct, target, seed, replications }
  noteSimulated(context, options.study!)
  const { run, results } = analyseStudy(context, choice)
  if (options.json !== '-') print(runLine(run.differences, run.analysed.length))
  if (options.json !== '-')
    for (const { name, result } of results) print(`== ${name} ==\n${analysisText(result)}\n`)
  const whole =
    results.length === 1
      ? results[0]!.result
      : Object.fromEntries(results.map((one) => [one.name, one.result]))
  writeJson(options.json, whole, print)
}

/**
 * Reads the files, analyses them, prints tables and writes JSON. Returns the result. Bad files throw
 * FileProblem; data without an estimate give a result whose `outcome` says why.
 */
export function analyseCommand(options: AnalyseOptions, print = toTerminal): AnalysisResult {
  const items = options.items === undefined ? undefined : readInput(options.items)
  const known = items ? readItems(items) : []
  const { table, answers } = readTable(options, known)
  const analysed = analyseAnswers(table, {
    model: options.model ?? (table.kind === 'wide' ? 'rsm' : 'paired'),
    estimator: options.estimator,
    ties: options.ties,
    order: options.order,
    completeRows: options.completeRows,
    seed: options.seed,
    replications: options.replications,
  })
  const input = [answers, ...(items ? [items] : [])].map(({ file, sha256 }) => ({ file, sha256 }))
  const result = { ...analysed, engine: { ...analysed.engine, version: packageFile.version }, input }
  if (options.json !== '-') print(analysisText(result))
  writeJson(options.json, result, print)
  return result
}

function toTerminal(text: string): void {
  process.stdout.write(text)
}

function writeJson(place: string | undefined, result: unknown, print: (text: string) => void): void {
  const json = `${JSON.stringify(result, null, 2)}\n`
  if (place === '-') print(json)
  else if (place !== undefined) writeFileSync(place, json)
}

function readTable(options: AnalyseOptions, known: ReturnType<typeof readItems>) {
  if ((options.long === undefined) === (options.wide === undefined)) {
    throw new FileProblem('Give one file of answers, with --long or with --wide.')
  }
  const answers = readInput((options.long ?? options.wide)!)
  const table: AnswerTable =
    options.wide === undefined
      ? readLong(answers, known, {
          construct: options.construct,
          target: options.target,
          group: options.group,
        })
      : readWide(answers, known, options.group)
  return { table, answers }
}

function readWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
