import type { Definition } from '../studies/definition.ts'
import type { DefinitionDraft } from '../studies/definition-draft.ts'
import { missingParts } from '../studies/missing-parts.ts'
import { fieldsOf } from './read-topic-form.ts'
import type { Field, ListSpec, Topic } from './topic.ts'
import { topics } from './topics/index.ts'

/** Something a study still lacks before it can be published. */
export interface Missing {
  /** the page on which it is written */
  topic: string
  sentence: string
  /** the place in the definition it is about, dotted */
  path: string
  /** below /studies/:slug/definition/ */
  href: string
}

/** Where a value of a definition is edited. */
export interface EditedAt {
  topic: Topic
  list: ListSpec | undefined
  index: number | undefined
  field: Field | undefined
  /** the field's place in the definition, also its id on the page */
  id: string
  /** below /studies/:slug/definition/ */
  href: string
}

/** Returns what a draft still lacks, in the order of the pages; each line leads to its field. */
export function whatIsMissing(draft: DefinitionDraft, shown: Definition): Missing[] {
  const lines = missingParts(draft).map(({ topic, sentence, path }): Missing => {
    const dotted = toDotted(path)
    if (topic === 'languages') {
      const language = dotted.split('.').at(-1)!
      return { topic, sentence, path: dotted, href: `languages/${language}` }
    }
    const place = editedAt(shown, dotted)
    return place
      ? { topic: place.topic.slug, sentence, path: dotted, href: place.href }
      : { topic: 'about', sentence, path: dotted, href: 'about' }
  })
  const order = ({ topic }: Missing) => {
    const place = topics.findIndex(({ slug }) => slug === topic)
    return place === -1 ? topics.length : place
  }
  return lines.sort((a, b) => order(a) - order(b))
}

/** Returns a path such as `constructs[0].question` as `constructs.0.question`. */
export function toDotted(path: string): string {
  return path.replace(/\[(\d+)\]/g, '.$1')
}

/** Returns where the value at a dotted path is edited, or undefined when no page has it. */
export function editedAt(shown: Definition, path: string): EditedAt | undefined {
  const keys = path.split('.')
  const topic = topics.find((one) => (one.keys as string[]).includes(keys[0]!))
  if (!topic) return undefined
  const list = topic.sections.map((section) => section.list).find((one) => one?.path === keys[0])
  const index = list && /^\d+$/.test(keys[1] ?? '') ? Number(keys[1]) : undefined
  const inside = index === undefined ? path : keys.slice(2).join('.')
  const fields =
    index === undefined ? topic.sections.flatMap((section) => section.fields ?? []) : fieldsOf(list!, shown)
  const field = fields.find((one) => inside === one.path || inside.startsWith(`${one.path}.`))
  const id = idOf(topic, list, index, field)
  const page = index === undefined || list!.inline ? topic.slug : `${topic.slug}/${index + 1}`
  return { topic, list, index, field, id, href: id === '' ? page : `${page}#${id}` }
}

function idOf(
  topic: Topic,
  list: ListSpec | undefined,
  index: number | undefined,
  field: Field | undefined,
): string {
  if (field) return index === undefined ? field.path : `${list!.path}.${index}.${field.path}`
  if (!list) return topic.sections[0]?.fields?.[0]?.path ?? ''
  return list.path
}
