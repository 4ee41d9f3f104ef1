import type { Definition, Question } from '../../studies/definition.ts'
import { codesText } from '../../studies/definition-text.ts'
import {
  commonMaterials,
  libraryGroups,
  listLibraryQuestions,
  magnitudeQuestion,
  materialsQuestions,
} from '../../studies/library/question-library.ts'
import type { LibraryEntry } from '../topic.ts'

/** Questions that are added together, and what they are called. */
interface Ready {
  heading: string
  title: string
  questions: Question[]
}

/** Ready questions that the study does not ask yet; those about a reference need comparators to choose one from. */
export function readyQuestions(definition: Definition): LibraryEntry[] {
  const asked = new Set(definition.questions.map(({ variable }) => variable))
  const ready = [
    ...listLibraryQuestions().map(({ group, ...entry }) => ({ heading: libraryGroups[group], ...entry })),
    ...builtQuestions(definition),
  ]
  return ready
    .filter(({ questions: list }) => !list.some(({ variable }) => asked.has(variable)))
    .map(({ heading, title, questions: list }) => ({
      key: list[0]!.variable,
      group: heading,
      label: title,
      entries: list,
    }))
}

function builtQuestions({ comparators }: Definition): Ready[] {
  const middle = comparators[Math.floor(comparators.length / 2)]
  const materials = materialsQuestions({ rows: 5, currency: 'USD', materials: commonMaterials() })
  const title = 'Materials with quantity and price in USD, five rows'
  if (!middle || middle.codes.length === 0)
    return [{ heading: 'Single-use materials', title, questions: materials }]
  return [
    {
      heading: libraryGroups.magnitude,
      title: `How much work, if ${codesText(middle)} is 100`,
      questions: [magnitudeQuestion(middle)],
    },
    { heading: 'Single-use materials', title, questions: materials },
  ]
}
