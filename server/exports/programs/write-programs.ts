import type { Report } from '../../jobs/jobs.ts'
import type { CodebookPart } from '../codebook.ts'
import { questionColumns } from '../question-columns.ts'
import type { Snapshot } from '../snapshot.ts'
import type { FileFacts } from '../table-file.ts'
import { analysisParts, writeAnalysis } from './analysis-files.ts'
import { answersFile } from './pairs-for-r.ts'
import { programFiles } from './program-files.ts'
import type { FilesRun } from './run-of-files.ts'
import { countKept, type RowsKept, scoreTables } from './score-tables.ts'
import { spssRespondents } from './spss-respondents.ts'
import type { Survey } from './survey.ts'
import { releaseAnswers } from './survey-answers.ts'

/** What the files for programs add to an archive. */
export interface Programs {
  files: FileFacts[]
  codebook: CodebookPart[]
  survey: Survey
  run: FilesRun
  /** results and script were left out, because the study still takes answers */
  blind: boolean
  /** per table of target and construct, and of rating items: how many rows each program will keep */
  kept: RowsKept[]
}

/**
 * Writes the files for single programs, the script and the engine's results beside the archive's own files. It has no
 * database: the survey was read in the snapshot, which has ended.
 */
export function writePrograms(
  snapshot: Snapshot,
  { survey, run }: { survey: Survey; run: FilesRun },
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
    run,
    blind,
    kept: scoreTables(survey).map(countKept),
  }
}
