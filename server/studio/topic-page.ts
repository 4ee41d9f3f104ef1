import type { Context } from '../context.ts'
import { toFigure } from '../figures/figure.ts'
import { assetUrl } from '../http/assets.ts'
import { formatTime } from '../http/format.ts'
import type { Problem } from '../http/problems.ts'
import type { RawForm } from '../http/read-form.ts'
import { describeChanges } from './describe-changes.ts'
import { fieldModels } from './field-models.ts'
import type { ConflictModel, EntryModel, EntryPage, ListModel, SectionModel, TopicPage } from './pages.ts'
import { entryFields } from './read-topic-form.ts'
import type { PartChanged } from './save-part.ts'
import { type StudioVisit, studioShell } from './shell.ts'
import type { LibraryEntry, ListSpec, Section, Topic } from './topic.ts'
import { topics } from './topics/index.ts'

/** What was typed, and why it was not saved. */
export interface Unsaved {
  form: RawForm
  problems: Problem[]
  conflict?: PartChanged | undefined
}

/** Returns a page of the definition; after a refused save with what was typed. */
export function topicPage(context: Context, visit: StudioVisit, topic: Topic, unsaved?: Unsaved): TopicPage {
  const { base, draft } = visit
  const drawn = topic.picture?.(draft.shown)
  const problems = unsaved?.problems ?? []
  const next = topics[topics.indexOf(topic) + 1]
  const shell = studioShell(context, visit, {
    title: topic.title,
    current: topic.slug,
    hasErrors: unsaved !== undefined,
  })
  return {
    ...shell,
    css: drawn ? [...shell.css, assetUrl('css/pictures.css'), assetUrl('css/drawing.css')] : shell.css,
    action: `${base}/definition/${topic.slug}`,
    heading: topic.title,
    lead: topic.lead,
    problems,
    conflict: conflictModel(context, topic, unsaved?.conflict),
    facts: topic.facts?.(draft.shown) ?? [],
    picture: drawn && { figure: toFigure(drawn.picture), findings: drawn.findings },
    ways: (topic.ways ?? []).map(({ path, label }) => ({ href: `${base}/${path}`, label })),
    sections: topic.sections.map((section) => sectionModel(visit, section, topic, unsaved)),
    next: next
      ? { href: `${base}/definition/${next.slug}`, label: next.title }
      : { href: `${base}/definition/languages`, label: 'Languages' },
  }
}

/** Returns the page of one entry of a list. */
export function entryPage(
  context: Context,
  visit: StudioVisit,
  topic: Topic,
  { list, index, unsaved }: { list: ListSpec; index: number; unsaved?: Unsaved },
): EntryPage {
  const { base, draft } = visit
  const fields = entryFields(list, index, draft.shown)
  const name = `${list.noun[0]!.toUpperCase()}${list.noun.slice(1)} ${index + 1}`
  const of = `${name} of ${draft.shown[list.path].length}`
  return {
    ...studioShell(context, visit, { title: of, current: topic.slug, hasErrors: unsaved !== undefined }),
    action: `${base}/definition/${topic.slug}/${index + 1}`,
    heading: of,
    list: { href: `${base}/definition/${topic.slug}`, label: topic.title },
    noun: list.noun,
    problems: unsaved?.problems ?? [],
    conflict: conflictModel(context, topic, unsaved?.conflict),
    fields: fieldModels(visit, fields, unsaved?.form, unsaved?.problems ?? []),
  }
}

/** Returns what somebody else changed while a page was open; without a page, on all of them. */
export function conflictModel(
  context: Context,
  topic: Topic | undefined,
  conflict: PartChanged | undefined,
): ConflictModel | undefined {
  if (!conflict) return undefined
  const { before, now } = conflict
  return {
    by: now.savedBy,
    at: formatTime(now.savedAt, context.config.zone, 'en'),
    changes: describeChanges(before.written, now.written, topic),
  }
}

function sectionModel(
  visit: StudioVisit,
  section: Section,
  topic: Topic,
  unsaved: Unsaved | undefined,
): SectionModel {
  const placed = (section.fields ?? []).map((field) => ({ field, path: field.path }))
  return {
    heading: section.heading,
    lead: section.lead,
    fields: fieldModels(visit, placed, unsaved?.form, unsaved?.problems ?? []),
    list: section.list && listModel(visit, section.list, topic, unsaved),
  }
}

function listModel(
  visit: StudioVisit,
  list: ListSpec,
  topic: Topic,
  unsaved: Unsaved | undefined,
): ListModel {
  const { draft, base, missing } = visit
  const entries = draft.shown[list.path]
  return {
    path: list.path,
    noun: list.noun,
    isInline: list.inline === true,
    isFull: entries.length >= list.most,
    entries: entries.map(
      (entry, index): EntryModel => ({
        index,
        anchor: `${list.path}-${index}`,
        name: `${list.noun} ${index + 1}`,
        ...list.summary(entry as never, draft.shown),
        missing: missing.filter(({ path }) => path.startsWith(`${list.path}.${index}.`)).length,
        href: `${base}/definition/${topic.slug}/${index + 1}`,
        isFirst: index === 0,
        isLast: index === entries.length - 1,
        fields: list.inline
          ? fieldModels(visit, entryFields(list, index, draft.shown), unsaved?.form, unsaved?.problems ?? [])
          : [],
      }),
    ),
    library: libraryGroups(list.library?.(draft.shown) ?? []),
  }
}

function libraryGroups(ready: LibraryEntry[]): ListModel['library'] {
  const groups = new Map<string, ListModel['library'][number]['picks']>()
  for (const { key, group, label, entries } of ready) {
    const pick = { key, label: entries.length > 1 ? `${label} (${entries.length} questions)` : label }
    groups.set(group, [...(groups.get(group) ?? []), pick])
  }
  return [...groups].map(([heading, picks]) => ({ heading, picks }))
}
