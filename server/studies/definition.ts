import { z } from 'zod'
import { languages } from '../words/languages.ts'
import { definitionFaults } from './definition-faults.ts'
import { code, slug, societySlug, text } from './definition-parts.ts'
import { plan } from './definition-plan.ts'

const society = z.strictObject({
  slug: societySlug,
  /** Full name as the society writes it; proper names are not translated. */
  name: z.string().trim().min(1).max(200),
  shortName: z.string().trim().min(1).max(24),
})

const target = z.strictObject({
  id: z.string().regex(/^T[1-9][0-9]*$/, 'Number targets T1, T2, … in the order of the list'),
  codes: z.array(code).min(1).max(12),
  /** Our own plain words, never a CPT descriptor. */
  label: text,
  /** Wording a society with a licence supplies. */
  descriptor: text.optional(),
  /** Told apart on the cards when one code is asked with several vignettes. */
  variant: text.optional(),
  /** The typical patient, in Markdown. */
  vignette: text,
})

const comparatorCode = z.strictObject({
  code,
  /** Work RVU of this code in `wrvuYear`. */
  wrvu: z.number().min(0).max(500),
  /** CMS multiple-procedure indicator: 2 = the 50 % rule applies, 0 or 9 = paid in full (add-on codes). */
  multipleProcedureIndicator: z.union([z.literal(0), z.literal(2), z.literal(9)]),
})

const comparator = z.strictObject({
  id: z.string().regex(/^C[0-9]{2,3}$/, 'Number comparators C01, C02, … in the order of the list'),
  codes: z.array(comparatorCode).min(1).max(12),
  label: text,
  descriptor: text.optional(),
  wrvuYear: z.int().min(1992).max(2100),
  /** Where the wRVU was read, such as "CMS PFS Relative Value File, January 2023". */
  source: z.string().trim().min(1).max(300),
  /** Whether the 50 % multiple-procedure rule is applied to the bundle. */
  multipleProcedureRule: z.boolean(),
})

const construct = z.strictObject({
  slug,
  name: text,
  question: text,
  definition: text,
  /** One whole answer, with {item} where the code stands: "{item} is more stressful". */
  answerMore: text,
})

const option = z.strictObject({
  value: slug,
  label: text,
  /** In a multiple choice: choosing it means choosing nothing else. */
  exclusive: z.boolean().optional(),
})

const question = z.strictObject({
  /** The column's name in every export; it never changes meaning. */
  variable: slug,
  page: z.enum(['disclosure', 'procedure', 'experience', 'about']),
  type: z.enum(['single', 'multiple', 'number', 'text']),
  text,
  hint: text.optional(),
  options: z.array(option).min(2).max(60).optional(),
  required: z.boolean(),
  /** Asked once for every target; the variable gets the target's id when there are several. */
  perTarget: z.boolean().optional(),
  unit: text.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
})

const ratingItem = z.strictObject({
  id: z.string().regex(/^R[0-9]{2,3}$/, 'Number rating items R01, R02, …'),
  label: text,
  text,
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

const shape = z.strictObject({
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
  eligibility: z.array(z.strictObject({ variable: slug, values: z.array(slug).min(1) })).max(20),
  plan,
  /** Counts below it are withheld from analysts; 5 when left out, 1 withholds nothing. */
  smallCellThreshold: z.int().min(1).max(100).optional(),
})

/** The definition of a study: everything that is asked, of whom and why, in one document. */
export const definitionSchema = shape.superRefine((definition, context) => {
  for (const fault of definitionFaults(definition))
    context.addIssue({ code: 'custom', path: fault.path, message: fault.expected })
})

export type Definition = z.infer<typeof shape>
export type Text = z.infer<typeof text>
export type Target = z.infer<typeof target>
export type Comparator = z.infer<typeof comparator>
export type Construct = z.infer<typeof construct>
export type Question = z.infer<typeof question>
export type RatingItem = z.infer<typeof ratingItem>
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

function pathText(path: PropertyKey[]): string {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
  return text === '' ? 'the whole file' : text
}
