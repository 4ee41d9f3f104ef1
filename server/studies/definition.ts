import { z } from 'zod'
import { languages } from '../words/languages.ts'
import { definitionFaults } from './definition-faults.ts'
import { comparator, target } from './definition-items.ts'
import { construct, slug, societySlug, text } from './definition-parts.ts'
import { plan } from './definition-plan.ts'
import { eligibilityCondition, question, ratingItem } from './definition-questions.ts'

export type { Comparator, Medium, Target } from './definition-items.ts'
export type { Question, QuestionPage, RatingItem } from './definition-questions.ts'

const society = z.strictObject({
  slug: societySlug,
  /** Full name as the society writes it; proper names are not translated. */
  name: z.string().trim().min(1).max(200),
  shortName: z.string().trim().min(1).max(24),
})

const design = z.strictObject({
  kind: z.enum(['star', 'linked', 'round_robin']),
  /** star and linked: how many comparators one respondent sees; all when left out. */
  comparatorsPerRespondent: z.int().min(1).optional(),
  /** linked: comparator pairs one respondent sees on each construct. */
  linksPerRespondent: z.int().min(1).optional(),
  /** round robin: pairs one respondent sees on each construct; all when left out. */
  pairsPerRespondent: z.int().min(1).optional(),
  /** Pairs shown a second time with sides swapped, over the whole schedule; they serve agreement only. */
  repeats: z.int().min(0).max(20),
})

const practicePair = z.strictObject({
  question: text,
  definition: text,
  first: text,
  second: text,
  /** As a construct's answerMore, with {item}. */
  answerMore: text,
})

/** What was decided before the first invitation about how many surgeons to ask, and what it was decided on. */
const samplePlan = z.strictObject({
  /** Completed answers aimed at. */
  surgeons: z.int().min(1).max(100_000),
  /** What the simulation leads to expect. */
  expected: z.strictObject({
    /** Full width of the 95 % prediction interval of the implied wRVU. */
    intervalWidthWrvu: z.number().positive().max(1000).optional(),
    /** Full width of the 95 % interval of the target's measure, logits. */
    intervalWidthLogits: z.number().positive().max(100).optional(),
    /** Chance that surgeons agree on at least one comparator without exception. */
    unanimousChance: z.number().min(0).max(1).optional(),
    minutesPerSurgeon: z.number().positive().max(600).optional(),
  }),
  assumptions: z.strictObject({
    /** Standard deviation of the items' measures and of the surgeons' leanings, logits. */
    spread: z.number().min(0).max(20).optional(),
    scatter: z.number().min(0).max(20).optional(),
    /** Standard deviation of the wRVUs around the line, wRVU. */
    wrvuScatter: z.number().min(0).max(200).optional(),
    /** Work RVU expected for the target. */
    expectedWrvu: z.number().min(0).max(500).optional(),
    /** Share of the variance of work RVUs that the measures explain. */
    rSquared: z.number().min(0).max(0.99).optional(),
    tieRate: z.number().min(0).max(1).optional(),
    cannotRate: z.number().min(0).max(1).optional(),
    completionRate: z.number().min(0).max(1).optional(),
    secondsPerPair: z.number().positive().max(600).optional(),
  }),
  /** So that the simulation can be repeated. */
  simulation: z
    .strictObject({
      seed: z.int().min(0),
      studies: z.int().min(1).max(1_000_000),
      program: z.string().trim().min(1).max(40),
    })
    .optional(),
  note: z.string().trim().min(1).max(2000).optional(),
})

/** The shape of a definition, before the rules between its parts. */
export const shape = z.strictObject({
  format: z.literal('comparand-study-1'),
  title: text,
  /** The first is the fallback; every text must be there in every one before publishing. */
  languages: z.array(z.enum(languages)).min(1),
  /** The first leads the study. */
  societies: z.array(society).min(1).max(60),
  sponsor: z.strictObject({ name: z.string().trim().min(1).max(300), interest: text }),
  contact: z.strictObject({ email: z.email(), name: z.string().trim().max(200).optional() }),
  ethicsReference: text.optional(),
  /** The society's own statement about its licence for CPT codes; required before publishing. */
  licenceStatement: z.string().trim().min(1).max(2000).optional(),
  /** What a reader of the definition should know about it, such as whose choice the comparators are. */
  remarks: text.optional(),
  introduction: text,
  /** Honest minutes for one respondent. */
  minutes: z.int().min(1).max(120),
  consent: z.strictObject({ text, dataProtection: text }),
  targets: z.array(target).max(12),
  comparators: z.array(comparator).max(200),
  constructs: z.array(construct).max(12),
  primaryConstruct: slug.optional(),
  design: design.optional(),
  practicePair: practicePair.optional(),
  questions: z.array(question).max(100),
  /** Ordered categories, lowest first; the score of a category is its position, starting at 0. */
  ratingScale: z.strictObject({ question: text, categories: z.array(text).min(2).max(11) }).optional(),
  ratingItems: z.array(ratingItem).max(100),
  /** All conditions must hold: the answer to the question is one of the values. */
  eligibility: z.array(eligibilityCondition).max(20),
  plan,
  samplePlan: samplePlan.optional(),
  /** Counts of people below it are left out of tables; 5 when left out, 1 withholds nothing. */
  smallCellThreshold: z.int().min(1).max(100).optional(),
})

/** The definition of a study: everything that is asked, of whom and why, in one document. */
export const definitionSchema = shape.superRefine((definition, context) => {
  for (const fault of definitionFaults(definition))
    context.addIssue({ code: 'custom', path: fault.path, message: fault.expected })
})

export type Definition = z.infer<typeof shape>
export type Text = z.infer<typeof text>
export type SamplePlan = z.infer<typeof samplePlan>
export type Construct = z.infer<typeof construct>
export type Design = z.infer<typeof design>

/** A place in a definition and what is expected there. */
export interface DefinitionProblem {
  /** such as `constructs[0].question.es` */
  path: string
  expected: string
}

/** Reads a definition; returns it, or every problem with its path. */
export function readDefinition(
  input: unknown,
): { ok: true; definition: Definition } | { ok: false; problems: DefinitionProblem[] } {
  const result = definitionSchema.safeParse(input)
  if (result.success) return { ok: true, definition: result.data }
  const problems = result.error.issues.map((issue) => ({
    path: pathText(issue.path),
    expected: issue.message,
  }))
  return { ok: false, problems }
}

/** Returns a path as people read it: `constructs[0].question.es`. */
export function pathText(path: PropertyKey[]): string {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
  return text === '' ? 'the whole file' : text
}
