import type { Context } from '../../context.ts'
import type { Report } from '../../jobs/jobs.ts'
import { plannedRun } from '../../results/run.ts'
import type { CodebookPart } from '../codebook.ts'
import { questionColumns } from '../question-columns.ts'
import type { Snapshot } from '../snapshot.ts'
import type { FileFacts } from '../table-file.ts'
import { analysisParts, writeAnalysis } from './analysis-files.ts'
import { answersFile } from './pairs-for-r.ts'
import { programFiles } from './program-files.ts'
import { spssRespondents } from './spss-respondents.ts'
import { countScores, readSurvey, type Survey, wideRows } from './survey.ts'
import { releaseAnswers } from './survey-answers.ts'

/** What the files for programs add to an archive. */
export interface Programs {
  files: FileFacts[]
  codebook: CodebookPart[]
  survey: Survey
  /** results and script were left out, because the study still takes answers */
  blind: boolean
  /** per table of target and construct: how many rows each program will keep */
  kept: RowsKept[]
}

export interface RowsKept {
  name: string
  rows: number
  /** rows without a blank: all that snowIRT keeps */
  complete: number
  twoOrMore: number
  oneOrMore: number
}

/** Reads what the files for single programs are made of; everything after it needs no database. */
export function readProgramSurvey(context: Context, snapshot: Snapshot, report: Report): Survey {
  report({ step: 'Reading the answers for statistics programs' })
  const { plan } = snapshot.newest.definition
  // Whoever decides to leave somebody out means the files for programs too; numbers and README say how that differs.
  const run = { ...plannedRun(plan), include: snapshot.request.include, recorded: true }
  return readSurvey(context, snapshot, { run })
}

/** Writes the files for single programs, the script and the engine's results beside the archive's own files. */
export function writePrograms(
  snapshot: Snapshot,
  survey: Survey,
  folder: string,
  archive: readonly FileFacts[],
  report: Report,
): Programs {
  const questions = questionColumns([...snapshot.versions.values()].map((version) => version.definition))
  const programs = [...programFiles(survey), spssRespondents(questions)]
  const files = programs.map((program, done) => {
    report({
      step: `Files for statistics programs: ${program.name}`,
      done,
      total: programs.length,
      unit: 'files',
    })
    return program.write(folder)
  })
  const inputs = [answersFile, 'items.csv']
  const input = [...files, ...archive]
    .filter((file) => inputs.includes(file.name))
    .map(({ name, sha256 }) => ({ file: name, sha256 }))
  if (survey.run.model !== 'paired') releaseAnswers(survey.answers)
  const blind = snapshot.request.blind === true
  if (!blind) files.push(...writeAnalysis(survey, folder, input, report))
  const codebook = programs.flatMap(({ name, columns }) => (columns ? [{ file: name, columns }] : []))
  return {
    files,
    codebook: blind ? codebook : [...codebook, ...analysisParts],
    survey,
    blind,
    kept: countKept(survey),
  }
}

function countKept(survey: Survey): RowsKept[] {
  const comparators = survey.definition.comparators.length
  return survey.wides.map((wide) => {
    const kept: RowsKept = { name: wide.name, rows: 0, complete: 0, twoOrMore: 0, oneOrMore: 0 }
    for (const [, scores] of wideRows(survey, wide)) {
      const scored = countScores(scores)
      kept.rows++
      if (scored === comparators) kept.complete++
      if (scored >= 2) kept.twoOrMore++
      if (scored >= 1) kept.oneOrMore++
    }
    return kept
  })
}
