import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import type { Definition } from './definition.ts'

/** How many respondents the program made up, of how many who started. */
export interface SimulatedCount {
  simulated: number
  of: number
}

/** What stands first wherever answers or numbers of a study are shown that simulated surgeons gave. */
export interface SimulatedNotice {
  title: string
  sentence: string
}

/** Returns how many of a study's respondents are simulated; undefined where none is. Test answers are apart. */
export function countSimulated(context: Context, studyId: number): SimulatedCount | undefined {
  const { countSimulated: count, countLive } = context.queries.respondents
  const simulated = count.get(studyId)!
  return simulated === 0 ? undefined : { simulated, of: countLive.get(studyId)! }
}

/**
 * Returns what must be said of simulated answers. In a mixed study the count of surgeons who are none is withheld below
 * the threshold, as everywhere.
 */
export function simulatedNotice(
  count: SimulatedCount | undefined,
  threshold: number,
): SimulatedNotice | undefined {
  if (!count) return undefined
  const { simulated, of } = count
  if (simulated === of) {
    const who = of === 1 ? 'The only respondent was' : `All ${of} respondents were`
    return {
      title: 'These answers were simulated.',
      sentence: `${who} made up by the program; no surgeon answered. No number here says anything about a procedure.`,
    }
  }
  const some = of - simulated < threshold ? `All but fewer than ${threshold}` : String(simulated)
  return {
    title: 'Some of these answers were simulated.',
    sentence: `${some} of ${of} respondents ${simulated === 1 ? 'was' : 'were'} made up by the program, and their answers count like those of surgeons. No number here says anything about a procedure.`,
  }
}

/** Returns the notice for a page of a study; somebody who sees one society's counts only gets none of all societies. */
export function noticeFor(
  context: Context,
  studyId: number,
  { smallCellThreshold = 5 }: Pick<Definition, 'smallCellThreshold'>,
  { society }: Pick<PersonRow, 'society'>,
): SimulatedNotice | undefined {
  const count = countSimulated(context, studyId)
  if (!count || society === null) return simulatedNotice(count, smallCellThreshold)
  const isAll = count.simulated === count.of
  return {
    title: isAll ? 'These answers were simulated.' : 'Some of these answers were simulated.',
    sentence: `${isAll ? 'All' : 'Some'} respondents were made up by the program. No number here says anything about a procedure.`,
  }
}

/** Returns a notice as one line of plain text. */
export function noticeText({ title, sentence }: SimulatedNotice): string {
  return `${title} ${sentence}`
}

/** Returns the notice of a page for what leaves it as a file; undefined where no answer is simulated. */
export function noticeOf({ simulated }: { simulated: SimulatedNotice | undefined }): string | undefined {
  return simulated && noticeText(simulated)
}

/** Returns how many of a study's answers are simulated, in two or three words for a list; '' where none is. */
export function simulatedWord(count: SimulatedCount | undefined): string {
  if (!count) return ''
  return count.simulated === count.of ? 'simulated answers' : 'some answers simulated'
}

/** Returns what those who answered are called where a number may be quoted alone; in the singular. */
export function respondentWord(count: SimulatedCount | undefined, word: 'surgeon' | 'respondent'): string {
  if (!count) return word
  return count.simulated === count.of ? `simulated ${word}` : `partly simulated ${word}`
}
