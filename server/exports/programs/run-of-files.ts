import type { ExportedRespondent } from '../../../db/queries/exports.ts'
import { planDifferences } from '../../results/plan-differences.ts'
import { plannedRun, type Run } from '../../results/run.ts'
import type { Definition } from '../../studies/definition.ts'
import type { ExportRequest, Snapshot } from '../snapshot.ts'
import { analysedOf, type Survey } from './survey.ts'

/** What files say of the run they are made for. */
export interface FilesRun {
  /** how it differs from the frozen plan, a sentence each; empty = planned */
  differences: string[]
  /** respondents and items that recorded decisions leave out of it */
  decided: number
  /** whom it analyses */
  analysed: ExportedRespondent[]
}

/**
 * Returns the run that a request's files for programs and its script carry out. Whoever decides to leave somebody out
 * means these files too, unless the request says that the frozen plan is to be followed.
 */
export function runOf({ newest, request }: Pick<Snapshot, 'newest' | 'request'>): Run {
  const { plan } = newest.definition
  return { ...plannedRun(plan), include: request.include, recorded: request.decisions !== 'off' }
}

/** Returns the choice of files that follows a study's frozen plan to the letter. */
export function asPlanned({ plan }: Definition): Required<Pick<ExportRequest, 'include' | 'decisions'>> {
  return { include: plannedRun(plan).include, decisions: 'off' }
}

/** Returns what files say of the run of a survey; before its answers are released. */
export function filesRun(survey: Survey): FilesRun {
  return { ...differencesOf(survey), analysed: analysedOf(survey) }
}

/** Returns how the run of a survey differs from the plan, and how many decisions count in it. */
export function differencesOf({
  definition,
  run,
  answers,
  itemsLeftOut,
}: Survey): Omit<FilesRun, 'analysed'> {
  const people = answers.leftOut.filter(({ by }) => by === 'recorded')
  const names = [
    ...people.map(({ respondent }) => respondent.pseudonym),
    ...(run.recorded ? itemsLeftOut.map(({ item }) => item) : []),
  ]
  const plan = plannedRun(definition.plan)
  return { differences: planDifferences(plan, run, names.length, names), decided: names.length }
}
