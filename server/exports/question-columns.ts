import type { Definition } from '../studies/definition.ts'
import { type AskedQuestion, askedQuestions } from '../studies/definition-text.ts'
import type { Cell, Column } from './column.ts'

/** A column of respondents.csv that holds an answer to a question. */
export interface QuestionColumn extends Column {
  /** the variable its answers are stored under */
  variable: string
  /** in a multiple choice: the option this column is about */
  option?: string
  /** of a rating: its categories, lowest first; the column holds the position, from 0 */
  categories?: string[]
}

/**
 * Returns the columns of the study's questions in the order asked, over all versions: a multiple choice has one 0/1
 * column an option, a rating the position of its category, free text none. The first version that asked a variable gives its place.
 */
export function questionColumns(definitions: readonly Definition[]): QuestionColumn[] {
  const columns = new Map<string, QuestionColumn>()
  for (const definition of definitions) {
    for (const question of askedQuestions(definition)) {
      for (const column of columnsOf(question, definition))
        if (!columns.has(column.name))
          columns.set(column.name, { ...column, blank: 'Not answered, or not asked' })
    }
  }
  return [...columns.values()]
}

/** Returns the cell of a question's column from the stored answer, which is JSON, or nothing. */
export function answerCell(column: QuestionColumn, json: string | undefined): Cell {
  if (json === undefined) return null
  const value: unknown = JSON.parse(json)
  if (value === null) return null
  if (column.categories) {
    const position = column.categories.indexOf(String(value))
    return position < 0 ? null : position
  }
  if (column.option === undefined) return typeof value === 'number' ? value : String(value)
  return Array.isArray(value) && value.includes(column.option) ? 1 : 0
}

function columnsOf(question: AskedQuestion, definition: Definition): QuestionColumn[] {
  const language = definition.languages[0]!
  // A question of a list is told by its row.
  const label = [question.group?.[language], question.text[language]].filter(Boolean).join(': ')
  const options = (question.options ?? []).map((option) => ({
    value: option.value,
    label: option.label[language] ?? option.value,
  }))
  const { variable } = question
  switch (question.type) {
    case 'text':
    case 'short_text':
      return []
    case 'rating': {
      const codes = Object.fromEntries(options.map((option, index) => [String(index), option.label]))
      const categories = options.map((option) => option.value)
      return [{ name: variable, variable, label, type: 'integer', codes, categories, since: 1 }]
    }
    case 'number': {
      const unit = question.unit?.[language]
      const { min, max } = question
      const range = min === undefined && max === undefined ? {} : { range: `${min ?? '…'} to ${max ?? '…'}` }
      return [
        { name: variable, variable, label, type: 'decimal', since: 1, ...range, ...(unit ? { unit } : {}) },
      ]
    }
    case 'single': {
      const codes = Object.fromEntries(options.map((option) => [option.value, option.label]))
      return [{ name: variable, variable, label, type: 'code', codes, since: 1 }]
    }
    case 'multiple':
      return options.map((option) => ({
        name: `${variable}_${option.value}`,
        variable,
        option: option.value,
        label: `${label} – ${option.label}`,
        type: 'integer',
        codes: { 0: 'Not chosen', 1: 'Chosen' },
        since: 1,
      }))
  }
}
