import { describe, expect, test } from 'vitest'
import { readDefinition } from '../../server/studies/definition.ts'
import { codesText, missingTexts } from '../../server/studies/definition-text.ts'
import { listLibraryConstructs } from '../../server/studies/library/construct-library.ts'
import {
  commonMaterials,
  listLibraryQuestions,
  magnitudeQuestion,
  materialsQuestions,
} from '../../server/studies/library/question-library.ts'
import { listTemplates, requireTemplate } from '../../server/studies/templates.ts'
import { languages } from '../../server/words/languages.ts'
import { everyQuestion } from '../support/every-question.ts'

const templates = listTemplates().map(({ name }) => ({ name, definition: requireTemplate(name) }))
const ready = new Map(
  listLibraryQuestions().flatMap((entry) => entry.questions.map((one) => [one.variable, one])),
)

/** What a template words otherwise, because what it asks about is another thing. */
const ownWording = new Set([
  'decision-factors-2024 disclosure_ownership',
  'one-code-or-several performed_target',
  'one-code-or-several target_cases_last_year',
])

test('the library and the templates ask the same thing in the same words under the same name', () => {
  for (const { name, definition } of templates) {
    for (const question of definition.questions) {
      const own = ready.get(question.variable)
      expect(own, `${name} ${question.variable}`).toBeDefined()
      if (ownWording.has(`${name} ${question.variable}`)) expect(question).not.toEqual(own)
      else expect(question, `${name} ${question.variable}`).toEqual(own)
    }
    for (const construct of definition.constructs) expect(listLibraryConstructs()).toContainEqual(construct)
  }
})

test('the four constructs of the published studies are ready', () => {
  expect(listLibraryConstructs().map((construct) => construct.slug)).toEqual([
    'learning_curve',
    'complexity',
    'psychological_stress',
    'work_effort',
  ])
})

describe('a study with the whole library', () => {
  test('is a complete definition in four languages: no variable and no column meets another', () => {
    const read = readDefinition(everyQuestion())
    expect(read.ok ? [] : read.problems).toEqual([])
    expect(missingTexts(everyQuestion())).toEqual([])
  })

  test('has nothing left untranslated', () => {
    for (const question of everyQuestion().questions)
      for (const text of [question.text, question.hint, ...(question.options ?? []).map((one) => one.label)])
        if (text && Math.min(...Object.values(text).map((value) => value.length)) >= 30)
          expect(new Set(Object.values(text)).size, question.variable).toBe(languages.length)
  })

  test('asks for work of the target beside a named procedure, and prints no work RVU of it', () => {
    const reference = requireTemplate('cpt-62380-2024').comparators[2]!
    const { text, variable } = magnitudeQuestion(reference)
    expect(variable).toBe('magnitude_100')
    for (const language of languages) {
      expect(text[language]).toContain(codesText(reference))
      expect(text[language]).not.toMatch(/\{|RVU/)
    }
  })

  test('its materials are rows of material, quantity and price in a named currency', () => {
    const rows = materialsQuestions({ rows: 2, currency: 'EUR', materials: commonMaterials() })
    expect(rows.map((one) => one.variable)).toEqual([
      'material_1',
      'material_1_quantity',
      'material_1_price',
      'material_2',
      'material_2_quantity',
      'material_2_price',
      'material_other',
    ])
    expect(rows[2]!.unit).toEqual({ en: 'EUR', es: 'EUR', pt: 'EUR', ko: 'EUR' })
    expect(rows[0]!.options!.at(-1)!.value).toBe('other')
  })
})
