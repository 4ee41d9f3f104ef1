import { z } from 'zod'
import { slug, text } from './definition-parts.ts'

/** Pages of the survey that ask questions, in the order a surgeon meets them; the pairs come after `experience`. */
export const questionPages = [
  'disclosure',
  'procedure',
  'experience',
  'times',
  'reference',
  'materials',
  'about',
] as const

/** Pages that may ask a question once for every target. */
export const perTargetPages: readonly string[] = [
  'procedure',
  'experience',
  'times',
  'reference',
  'materials',
]

/**
 * `text` is a long text of several lines, `short_text` one line; `rating` is one of ordered, labelled categories,
 * lowest first.
 */
export const questionTypes = ['single', 'multiple', 'rating', 'number', 'short_text', 'text'] as const

/** A choice of a question. */
export const option = z.strictObject({
  value: slug,
  label: text,
  /** In a multiple choice: choosing it means choosing nothing else. */
  exclusive: z.boolean().optional(),
})

export const question = z.strictObject({
  /** The column's name in every export; it never changes meaning. */
  variable: slug,
  page: z.enum(questionPages),
  type: z.enum(questionTypes),
  text,
  hint: text.optional(),
  /** Heading of the questions that follow one another with the same group, such as one row of a list. */
  group: text.optional(),
  options: z.array(option).min(1).max(60).optional(),
  /** The comparators are choices as well, under their ids and before the options. */
  optionsFrom: z.literal('comparators').optional(),
  required: z.boolean(),
  /** Required as soon as one of these questions of the same page is answered. */
  requiredWith: z.array(slug).min(1).max(4).optional(),
  /** Asked once for every target; the variable gets the target's id when there are several. */
  perTarget: z.boolean().optional(),
  unit: text.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Decimal places a number may have, as a sum of money has; whole numbers when left out. */
  decimals: z.literal(2).optional(),
})

/** Whom the study is for: the answer is one of the values, or a number of at least so many. */
export const eligibilityCondition = z.strictObject({
  variable: slug,
  values: z.array(slug),
  atLeast: z.number().optional(),
})

export const ratingItem = z.strictObject({
  id: z.string().regex(/^R[0-9]{2,3}$/, 'Number rating items R01, R02, …'),
  label: text,
  text,
})

export type Question = z.infer<typeof question>
export type QuestionPage = (typeof questionPages)[number]
export type RatingItem = z.infer<typeof ratingItem>
export type EligibilityCondition = z.infer<typeof eligibilityCondition>
