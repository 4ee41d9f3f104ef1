import { z } from 'zod'
import { type Definition, type DefinitionProblem, pathText, shape } from './definition.ts'

/** A definition while it is written: anything may still be missing, but nothing may be there that has no place. */
export type DefinitionDraft = Unfinished<Definition>

type Unfinished<Part> = Part extends readonly (infer Entry)[]
  ? Unfinished<Entry>[]
  : Part extends object
    ? { [Key in keyof Part]?: Unfinished<Part[Key]> | undefined }
    : Part

/** Accepts an unfinished definition. Leave an empty field out; a value that is there must be a possible one. */
export const draftSchema = unfinished(shape) as z.ZodType<DefinitionDraft>

/** Reads an unfinished definition; returns it, or every problem with its path. */
export function readDraft(
  input: unknown,
): { ok: true; draft: DefinitionDraft } | { ok: false; problems: DefinitionProblem[] } {
  const result = draftSchema.safeParse(input)
  if (result.success) return { ok: true, draft: result.data }
  return {
    ok: false,
    problems: result.error.issues.map((issue) => ({ path: pathText(issue.path), expected: issue.message })),
  }
}

/** Returns the definition a new study begins with: nothing is asked yet, the analysis is the usual one. */
export function blankDefinition(): DefinitionDraft {
  return {
    format: 'comparand-study-1',
    title: {},
    languages: ['en'],
    societies: [],
    targets: [],
    comparators: [],
    constructs: [],
    questions: [],
    ratingItems: [],
    eligibility: [],
    design: { kind: 'star', repeats: 2 },
    plan: {
      model: 'rating_scale',
      estimator: 'mml',
      tieRule: 'middle_category',
      exclusions: [],
      readOut: 'target_location',
    },
  }
}

/**
 * Returns a draft as a definition that every page can show: what is missing is an empty text, an empty list, 0 or the
 * first possibility. Only for showing; it is never published.
 */
export function completeDraft(draft: DefinitionDraft): Definition {
  const complete = completed(shape, draft, blankOf) as Definition
  if (complete.languages.length === 0) complete.languages.push('en')
  if (complete.societies.length === 0) complete.societies.push({ slug: 'society', name: '', shortName: '' })
  return complete
}

/** Returns a draft with empty lists, groups and texts where it has none, so that what is missing shows in each place. */
export function withEmptyParts(draft: DefinitionDraft): DefinitionDraft {
  const parts = completed(shape, draft, (schema) => (schema instanceof z.ZodRecord ? {} : undefined))
  return parts as DefinitionDraft
}

function unfinished(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) return unfinished(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodArray) {
    const list = z.array(unfinished(schema.element as z.ZodType))
    const most = longestOf(schema)
    return most === undefined ? list : list.max(most)
  }
  if (!(schema instanceof z.ZodObject)) return schema
  const fields = Object.entries(schema.shape as Record<string, z.ZodType>)
  return z.strictObject(Object.fromEntries(fields.map(([key, field]) => [key, unfinished(field).optional()])))
}

/** How many entries a list may have at most, where its schema says so. */
function longestOf(schema: z.ZodArray): number | undefined {
  const limits = (schema.def.checks ?? []).map(
    (check) => check._zod.def as { check: string; maximum?: number },
  )
  return limits.find((limit) => limit.check === 'max_length')?.maximum
}

type BlankOf = (schema: z.ZodType) => unknown

function completed(schema: z.ZodType, value: unknown, blank: BlankOf): unknown {
  if (schema instanceof z.ZodOptional)
    return value === undefined ? undefined : completed(schema.unwrap() as z.ZodType, value, blank)
  if (schema instanceof z.ZodArray)
    return ((value ?? []) as unknown[]).map((entry) => completed(schema.element as z.ZodType, entry, blank))
  if (schema instanceof z.ZodObject) {
    const given = (value ?? {}) as Record<string, unknown>
    const fields = Object.entries(schema.shape as Record<string, z.ZodType>)
      .map(([key, field]): [string, unknown] => [key, completed(field, given[key], blank)])
      .filter(([, field]) => field !== undefined)
    return Object.fromEntries(fields)
  }
  return value ?? blank(schema)
}

function blankOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodRecord) return {}
  if (schema instanceof z.ZodBoolean) return false
  if (schema instanceof z.ZodNumber) return 0
  if (schema instanceof z.ZodEnum) return schema.options[0]
  if (schema instanceof z.ZodLiteral) return [...schema.values][0]
  if (schema instanceof z.ZodUnion) return blankOf(schema.options[0] as z.ZodType)
  return ''
}
