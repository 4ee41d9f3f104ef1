import { type Definition, type DefinitionProblem, pathText, shape } from './definition.ts'
import { completeDraft, type DefinitionDraft, withEmptyParts } from './definition-draft.ts'
import { definitionFaults, type Fault } from './definition-faults.ts'
import { emptyTexts, missingTexts } from './definition-text.ts'
import { partName } from './part-name.ts'

/** The pages on which a definition is written. */
export const definitionTopics = [
  'about',
  'sponsor',
  'targets',
  'comparators',
  'constructs',
  'design',
  'consent',
  'questions',
  'languages',
] as const
export type DefinitionTopic = (typeof definitionTopics)[number]

/** What must still be done before publishing. */
export interface MissingPart {
  topic: DefinitionTopic
  /** a whole sentence for a coordinator */
  sentence: string
  /** the first place it is about, such as `constructs[0].question.es` */
  path: string
}

const topicOf: Record<keyof Definition, DefinitionTopic> = {
  format: 'about',
  title: 'about',
  languages: 'languages',
  societies: 'about',
  sponsor: 'sponsor',
  contact: 'about',
  ethicsReference: 'sponsor',
  licenceStatement: 'sponsor',
  remarks: 'about',
  introduction: 'about',
  minutes: 'about',
  consent: 'consent',
  targets: 'targets',
  comparators: 'comparators',
  constructs: 'constructs',
  primaryConstruct: 'constructs',
  design: 'design',
  practicePair: 'constructs',
  questions: 'questions',
  ratingScale: 'questions',
  ratingItems: 'questions',
  eligibility: 'questions',
  plan: 'design',
  samplePlan: 'design',
  smallCellThreshold: 'design',
}

/**
 * Returns what stands between a draft and publishing, topic by topic; an empty list means that the definition is
 * complete. A text without any language is missing in its topic; one that lacks some languages is counted there.
 */
export function missingParts(draft: DefinitionDraft): MissingPart[] {
  const definition = completeDraft(draft)
  const parts = [
    ...shapeProblems(withEmptyParts(draft)),
    ...emptyTexts(definition).map((path) => ({ path, expected: 'missing' })),
    ...(asksNothing(definition)
      ? whatToAsk.filter(({ path }) => path !== 'design' || !definition.design)
      : definitionFaults(definition).map(toProblem).filter(isTellingOf(definition))),
    ...(definition.targets.length > 0 && definition.licenceStatement === undefined
      ? [{ path: 'licenceStatement', expected: 'missing' }]
      : []),
  ]
  const seen = new Set<string>()
  const each = parts
    .filter(({ path }) => {
      // One sentence for one place: what is missing altogether need not be faulted in its parts as well.
      const known = [...seen].some(
        (one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`),
      )
      seen.add(path)
      return !known
    })
    .map(({ path, expected }) => ({
      topic: topicOf[/^\w+/.exec(path)?.[0] as keyof Definition] ?? 'about',
      sentence: sentenceOf(definition, path, expected),
      path,
    }))
  const place = (part: MissingPart) => definitionTopics.indexOf(part.topic)
  return [...each, ...languageParts(definition)].sort((a, b) => place(a) - place(b))
}

function shapeProblems(draft: DefinitionDraft): DefinitionProblem[] {
  const result = shape.safeParse(draft)
  if (result.success) return []
  return result.error.issues.map((issue) => {
    const found = issue.path.reduce<unknown>(
      (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
      draft,
    )
    const isMissing =
      [undefined, '', 0].includes(found as never) || (Array.isArray(found) && found.length === 0)
    return { path: pathText(issue.path), expected: isMissing ? 'missing' : issue.message }
  })
}

/** While there is nothing to pair, the design has no pairs to fit: what is missing is said of the lists. */
function isTellingOf({
  targets,
  comparators,
  constructs,
}: Definition): (fault: DefinitionProblem) => boolean {
  const nothingToPair = [targets, comparators, constructs].some((list) => list.length === 0)
  return ({ path }) => !nothingToPair || !path.startsWith('design.')
}

function asksNothing({ targets, comparators, constructs, ratingItems }: Definition): boolean {
  return [targets, comparators, constructs, ratingItems].every((list) => list.length === 0)
}

/** Studies of ratings alone exist, but somebody who begins is about to compare procedures. */
const whatToAsk: DefinitionProblem[] = [
  { path: 'targets', expected: 'Name at least one target' },
  { path: 'comparators', expected: 'Name at least two comparators' },
  { path: 'constructs', expected: 'Name at least one construct' },
  { path: 'design', expected: 'State which pairs are shown' },
]

function toProblem({ path, expected }: Fault): DefinitionProblem {
  return { path: pathText(path), expected }
}

function sentenceOf(definition: Definition, path: string, expected: string): string {
  const { entry, field } = partName(definition, path)
  if (expected === 'missing') return `${[entry, field].filter(Boolean).join(': ')} is missing.`
  return `${[entry, field].filter(Boolean).join(', ')}: ${expected}${/[.!?]$/.test(expected) ? '' : '.'}`
}

const nameIn = new Intl.DisplayNames('en', { type: 'language' })

function languageParts(definition: Definition): MissingPart[] {
  const missing = missingTexts(definition)
  const empty = emptyTexts(definition)
  return definition.languages.flatMap((language): MissingPart[] => {
    const places = missing.filter(
      (path) => path.endsWith(`.${language}`) && !empty.includes(path.slice(0, -language.length - 1)),
    )
    if (places.length === 0) return []
    const count = places.length === 1 ? '1 text is' : `${places.length} texts are`
    return [{ topic: 'languages', sentence: `${count} missing in ${nameIn.of(language)}.`, path: places[0]! }]
  })
}
