import type { Definition } from '../../server/studies/definition.ts'
import {
  commonMaterials,
  listLibraryQuestions,
  magnitudeQuestion,
  materialsQuestions,
} from '../../server/studies/library/question-library.ts'
import { requireTemplate } from '../../server/studies/templates.ts'

/** Makes a study ask everything the library has, and returns it; the 62380 study when none is given. */
export function everyQuestion(definition = requireTemplate('cpt-62380-2024')): Definition {
  definition.questions = [
    ...listLibraryQuestions().flatMap((entry) => entry.questions),
    magnitudeQuestion(definition.comparators[2]!),
    ...materialsQuestions({ rows: 3, currency: 'USD', materials: commonMaterials() }),
  ]
  return definition
}
