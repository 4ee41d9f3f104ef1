import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { languages } from '../../words/languages.ts'
import type { Comparator, Question } from '../definition.ts'
import { text } from '../definition-parts.ts'
import { option, question } from '../definition-questions.ts'
import { codesText } from '../definition-text.ts'

/** Under which heading a ready question stands, in the order of the list. */
export const libraryGroups = {
  disclosure: 'Financial disclosure',
  description: 'The description of the procedure',
  participation: 'Who may take part',
  experience: 'Experience',
  times: 'Time estimates',
  reference: 'Closest reference procedure',
  magnitude: 'Magnitude estimate',
  about: 'About the surgeon',
  end: 'At the end',
} as const
export type LibraryGroup = keyof typeof libraryGroups

/** One thing to add to a study: questions that belong together, under variables that mean the same in every study. */
export interface LibraryEntry {
  group: LibraryGroup
  /** for staff, in English */
  title: string
  questions: Question[]
}

const entrySchema = z.strictObject({
  group: z.enum(Object.keys(libraryGroups) as [LibraryGroup, ...LibraryGroup[]]),
  title: z.string().min(1),
  questions: z.array(question).min(1),
})

const buildersSchema = z.strictObject({
  magnitude: question,
  materials: z.strictObject({
    row: text,
    material: text,
    quantity: text,
    cost: text,
    other: text,
    another: option,
    common: z.array(option),
  }),
})

/** Returns the ready questions, in all four languages; read anew at every call, so that a caller may change its copy. */
export function listLibraryQuestions(): LibraryEntry[] {
  return z.array(entrySchema).parse(readLibrary('questions'))
}

/** Returns the question that asks for a magnitude beside a comparator whose work counts as 100. */
export function magnitudeQuestion(reference: Comparator): Question {
  const { magnitude } = buildersSchema.parse(readLibrary('builders'))
  return { ...magnitude, text: filledIn(magnitude.text, '{reference}', codesText(reference)) }
}

/** Returns single-use materials that spine surgery often uses, to begin a list with. */
export function commonMaterials(): NonNullable<Question['options']> {
  return buildersSchema.parse(readLibrary('builders')).materials.common
}

/**
 * Returns the questions of a list of single-use materials: for each row which material, how many and the price of one
 * in the named currency (ISO 4217, such as USD), then a line for a material that is not in the list.
 */
export function materialsQuestions(given: {
  rows: number
  currency: string
  materials: NonNullable<Question['options']>
}): Question[] {
  const texts = buildersSchema.parse(readLibrary('builders')).materials
  const unit = Object.fromEntries(languages.map((language) => [language, given.currency]))
  const shared = { page: 'materials', required: false, perTarget: true } as const
  const rowQuestions = (row: number): Question[] => {
    const name = `material_${row}`
    const inRow = { ...shared, group: filledIn(texts.row, '{n}', String(row)) }
    const options = [...given.materials, texts.another]
    const quantity = `${name}_quantity`
    const price = `${name}_price`
    return [
      {
        ...inRow,
        variable: name,
        type: 'single',
        text: texts.material,
        options,
        requiredWith: [quantity, price],
      },
      {
        ...inRow,
        variable: quantity,
        type: 'number',
        text: texts.quantity,
        requiredWith: [name],
        min: 1,
        max: 99,
      },
      {
        ...inRow,
        variable: price,
        type: 'number',
        text: texts.cost,
        unit,
        min: 0,
        max: 100_000,
        decimals: 2,
      },
    ]
  }
  return [
    ...Array.from({ length: given.rows }, (_, index) => rowQuestions(index + 1)).flat(),
    { ...shared, variable: 'material_other', type: 'short_text', text: texts.other },
  ]
}

function filledIn(template: Question['text'], place: string, value: string): Question['text'] {
  return Object.fromEntries(
    Object.entries(template).map(([language, sentence]) => [language, sentence.replace(place, () => value)]),
  )
}

function readLibrary(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'))
}
