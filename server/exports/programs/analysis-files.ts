import { readFileSync } from 'node:fs'
import type { Report } from '../../jobs/jobs.ts'
import type { AnalysisResult, ImpliedResult } from '../../results/analysis-result.ts'
import type { CodebookPart } from '../codebook.ts'
import type { Cell } from '../column.ts'
import { type FileFacts, writeParts, writeTable, writeText } from '../table-file.ts'
import { analysisColumns, numberColumns } from './columns.ts'
import { differencesOf } from './run-of-files.ts'
import { defaultBootstrap, resultParts, runAnalysis, studyAnalyses } from './study-analyses.ts'
import type { Survey } from './survey.ts'

const analysesFile = 'analysis/analyses.csv'
const numbersFile = 'analysis/numbers.csv'

/** What codebooks say about the tables of the folder analysis/. */
export const analysisParts: CodebookPart[] = [
  { file: analysesFile, columns: analysisColumns },
  { file: numbersFile, columns: numberColumns },
]

/** The script and the parts it reads, as they lie in the bundle; every bundle has the same. */
const scripts = [
  'analysis.R',
  ...['rating-scale', 'fit', 'paired', 'line', 'show', 'other-programs', 'plots'].map(
    (part) => `analysis/${part}.R`,
  ),
]

/**
 * Writes analysis.R, the engine's whole results as JSON, and the numbers that analysis.R compares itself with. The
 * results are those of `comparand analyse`; `input` names the files they can be recomputed from.
 */
export function writeAnalysis(
  survey: Survey,
  folder: string,
  input: AnalysisResult['input'],
  report: Report,
): FileFacts[] {
  const files = scripts.map((name) => {
    const script = readFileSync(new URL(`./r-script/${name}`, import.meta.url), 'utf8')
    return writeText(folder, name, script)
  })
  const exploratory = differencesOf(survey).differences.join(' ') || null
  const analyses: Cell[][] = []
  const numbers: Cell[][] = []
  const asked = studyAnalyses(survey)
  for (const [done, analysis] of asked.entries()) {
    report({
      step: `Analysing ${analysis.name}, with ${defaultBootstrap.replications} resamples`,
      done,
      total: asked.length,
      unit: 'analyses',
    })
    const result = runAnalysis(survey, analysis, defaultBootstrap, input)
    files.push(writeParts(folder, `analysis/result-${analysis.name}.json`, resultParts(result)))
    const { name, construct, target } = analysis
    const { model, estimator, ties, read_out } = result.options
    const facts = [estimator, ties ?? 'adjacent', read_out, inScript(result, construct) ? 1 : 0, exploratory]
    analyses.push([name, model, construct, target, result.outcome, result.sentence, ...facts])
    if (result.outcome === 'fit') numbers.push(...numbersOf(result, target).map((row) => [name, ...row]))
  }
  files.push(writeTable(folder, analysesFile, analysisColumns, 'script', analyses))
  files.push(writeTable(folder, numbersFile, numberColumns, 'script', numbers))
  return files
}

/** Whether analysis.R has the model: the script is base R alone and carries what it can recompute to the last digit. */
function inScript({ options }: AnalysisResult, construct: string | null): boolean {
  if (construct === null) return false
  if (options.model === 'paired') return options.ties === 'adjacent'
  return options.model === 'rsm' && options.estimator === 'mml' && !options.complete_rows
}

function numbersOf(result: AnalysisResult, target: string | null): Cell[][] {
  const rows: Cell[][] = []
  const add = (
    item: string | null,
    numbers: Record<string, number | null>,
    reading: string | null = null,
  ) => {
    for (const [quantity, value] of Object.entries(numbers))
      if (value !== null) rows.push([item, quantity, value, reading])
  }
  add(null, {
    loglik: result.loglik,
    tau: result.tau?.[0] ?? null,
    variance: result.variance,
    T: result.T,
    T_se: result.T_se,
    penalty: result.penalty,
    persons: result.data.rows_used,
    answers: result.data.answers,
    WLE_reliability: result.WLE_reliability,
    EAP_reliability: result.EAP_reliability,
    item_reliability: result.item_reliability,
    SSR: result.SSR,
    MADaQ3: result.MADaQ3,
  })
  for (const [id, item] of Object.entries(result.items)) {
    const { location, location_se, se_centred, se_quick, se_full, n, infit, outfit } = item
    add(id, { location, location_se, se_centred, se_quick, se_full, n, infit, outfit })
  }
  for (const value of result.implied_wrvu) {
    const reading = 'reading' in value ? (readings[value.reading] ?? value.reading) : null
    // A person-by-item analysis has one target, which the engine does not know by its id.
    const item = result.options.model === 'paired' ? value.target : (target ?? value.target)
    add(item, valueNumbers(value), reading)
  }
  return rows
}

/** How the two readings of a dichotomous model are called: as the files they belong to. */
const readings: Record<string, string> = { 'more = 1': 'dich_more', 'more or equal = 1': 'dich_notless' }

function valueNumbers(value: ImpliedResult): Record<string, number | null> {
  if ('outcome' in value) return {}
  const [ci_mean_low, ci_mean_high] = value.ci_mean
  const [pi_low, pi_high] = value.pi
  const [pi_with_target_se_low, pi_with_target_se_high] = value.pi_with_target_se
  return {
    read_out_point: value.read_out_point,
    target_se: value.target_se,
    intercept: value.intercept,
    slope: value.slope,
    r2: value.r2,
    s: value.s,
    predicted: value.predicted,
    ci_mean_low,
    ci_mean_high,
    pi_low,
    pi_high,
    pi_with_target_se_low,
    pi_with_target_se_high,
    decimals: value.decimals,
  }
}
