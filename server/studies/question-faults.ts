import type { Definition, Question } from './definition.ts'
import { columnFaults } from './definition-columns.ts'
import type { Fault } from './definition-faults.ts'
import { perTargetPages } from './definition-questions.ts'

type Path = (string | number)[]

/** What does not fit in the questions of a definition and in the conditions that use them. */
export function questionFaults(definition: Definition): Fault[] {
  return [
    ...definition.questions.flatMap((question, index) => [
      ...choiceFaults(definition, question, ['questions', index]),
      ...numberFaults(question, ['questions', index]),
      ...placeFaults(definition, question, ['questions', index]),
    ]),
    ...columnFaults(definition),
    ...eligibilityFaults(definition),
  ]
}

const choices: readonly Question['type'][] = ['single', 'multiple', 'rating']

function choiceFaults(definition: Definition, question: Question, path: Path): Fault[] {
  const faults: Fault[] = []
  const fault = (field: string, expected: string) => faults.push({ path: [...path, field], expected })
  const { options = [], optionsFrom, type } = question
  if (!choices.includes(type)) {
    if (question.options) fault('options', 'Only a choice has options')
    if (optionsFrom) fault('optionsFrom', 'Only a choice has options')
    return faults
  }
  if (type === 'rating' && optionsFrom) fault('optionsFrom', 'Comparators are not ordered categories')
  if (optionsFrom && definition.comparators.length === 0)
    fault('optionsFrom', 'This study has no comparators to choose from')
  if (!optionsFrom && options.length < 2) fault('options', 'List the choices')
  const seen = new Set<string>()
  options.forEach(({ value }, index) => {
    const at = [...path, 'options', index]
    if (seen.has(value))
      faults.push({ path: [...at, 'value'], expected: `Used twice: ${value}. Each must be unique` })
    seen.add(value)
  })
  return faults
}

function numberFaults({ type, min, max, decimals }: Question, path: Path): Fault[] {
  const faults: Fault[] = []
  if (min !== undefined && max !== undefined && min > max)
    faults.push({ path: [...path, 'max'], expected: 'At least as large as min' })
  if (decimals !== undefined && type !== 'number')
    faults.push({ path: [...path, 'decimals'], expected: 'Only a number has decimal places' })
  return faults
}

function placeFaults(definition: Definition, question: Question, path: Path): Fault[] {
  const faults: Fault[] = []
  if (question.perTarget && !perTargetPages.includes(question.page))
    faults.push({
      path: [...path, 'perTarget'],
      expected: `Only on the pages ${perTargetPages.slice(0, -1).join(', ')} and ${perTargetPages.at(-1)}`,
    })
  if (question.page === 'procedure' && definition.targets.length === 0)
    faults.push({ path: [...path, 'page'], expected: 'A study without targets has no page procedure' })
  for (const variable of question.requiredWith ?? []) {
    const other = definition.questions.find((one) => one.variable === variable)
    if (
      !other ||
      other === question ||
      other.page !== question.page ||
      other.perTarget !== question.perTarget
    )
      faults.push({
        path: [...path, 'requiredWith'],
        expected: 'Name questions asked together with this one',
      })
  }
  return faults
}

function eligibilityFaults(definition: Definition): Fault[] {
  const late = ['times', 'reference', 'materials', 'about']
  return definition.eligibility.flatMap(({ variable, values, atLeast }, index): Fault[] => {
    const path = ['eligibility', index]
    const question = definition.questions.find((one) => one.variable === variable)
    const decides = ['single', 'rating', 'number'].includes(question?.type ?? '')
    if (!question || !decides || question.perTarget || late.includes(question.page))
      return [
        {
          path: [...path, 'variable'],
          expected: 'Name a single-choice question, a rating or a number asked before the pairs',
        },
      ]
    if (!question.required)
      return [{ path: [...path, 'variable'], expected: 'The question must be required' }]
    if (question.type === 'number')
      return atLeast === undefined || values.length > 0
        ? [{ path: [...path, 'atLeast'], expected: 'State the smallest number, and no values' }]
        : []
    if (atLeast !== undefined)
      return [{ path: [...path, 'atLeast'], expected: 'Only a number has a smallest value' }]
    const offered = (value: string) => question.options?.some((one) => one.value === value)
    return values.length > 0 && values.every(offered)
      ? []
      : [{ path: [...path, 'values'], expected: 'Name values of that question' }]
  })
}
