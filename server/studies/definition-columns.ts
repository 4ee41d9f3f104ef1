import type { Definition, Question } from './definition.ts'
import type { Fault } from './definition-faults.ts'
import { askedQuestions } from './definition-text.ts'

/** Columns of respondents.csv (EXPORTS.md B) that a question must not take. */
const reserved =
  'respondent study_version mode society language state n_shown n_answered n_equal n_cannot ' +
  'first_share active_min start_day'

/**
 * Finds questions whose answers would meet in one variable or one column: a question asked for each target gets the
 * target's id, a multiple choice a column for each option, and the result must still be unique.
 */
export function columnFaults(definition: Definition): Fault[] {
  const owner = new Map(reserved.split(' ').map((column): [string, string] => [column, '']))
  const faults: Fault[] = []
  definition.questions.forEach((question, index) => {
    const path = ['questions', index, 'variable']
    for (const column of columnsOf(definition, question)) {
      const taken = owner.get(column)
      if (taken === '') faults.push({ path, expected: `${column} is a column of its own` })
      else if (taken !== undefined && taken !== question.variable)
        faults.push({ path, expected: `Its column ${column} is also one of ${taken}; choose another name` })
      owner.set(column, taken ?? question.variable)
    }
  })
  return faults
}

function columnsOf(definition: Definition, question: Question): Set<string> {
  const asked = askedQuestions({ ...definition, questions: [question] })
  return new Set(
    asked.flatMap(({ variable, type, options = [] }) => [
      variable,
      ...(type === 'multiple' ? options.map(({ value }) => `${variable}_${value}`) : []),
    ]),
  )
}
