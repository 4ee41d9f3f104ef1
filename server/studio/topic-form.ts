import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { type RawForm, rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { pathPart } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import type { DefinitionDraft } from '../studies/definition-draft.ts'
import { openStudy } from '../studies/study-visit.ts'
import { type Editable, entriesOf, toShown } from './editable.ts'
import { type ListAct, nameOf, readListAct, runListAct } from './list-acts.ts'
import { applyFields, entryFields, placedFields } from './read-topic-form.ts'
import { renamed } from './renamed.ts'
import { PartChanged, PartWrong, requireOpenDraft, savePart } from './save-part.ts'
import { type StudioVisit, withDraft } from './shell.ts'
import type { ListSpec, Topic } from './topic.ts'
import { entryPage, topicPage, type Unsaved } from './topic-page.ts'
import { requireTopic, topics } from './topics/index.ts'

/** A page of the definition that somebody asks for. */
interface Asked {
  visit: StudioVisit
  topic: Topic
}

/** Returns who asks for which page of which draft; refuses a published study. */
export function openTopic(context: Context, request: Request, response: Response): Asked {
  const visit = openStudy(context, request, response)
  requireOpenDraft(context, visit.study.slug)
  return { visit: withDraft(context, visit), topic: requireTopic(pathPart(request, 'topic')) }
}

/** Returns the list of a page that has pages for its entries, and the entry asked for. */
export function openEntry(context: Context, request: Request, response: Response) {
  const asked = openTopic(context, request, response)
  const list = asked.topic.sections.map((section) => section.list).find((one) => one && !one.inline)
  const place = pathPart(request, 'entry')
  const index = /^[1-9]\d{0,3}$/.test(place) ? Number(place) - 1 : -1
  if (!list || !asked.visit.draft.shown[list.path][index])
    throw new Refusal('not_found', 'There is no such entry any more. Look at the list.')
  return { ...asked, list, index }
}

/** Saves a page of the definition and runs the button that was pressed, or shows what to correct. */
export function saveTopicFromForm(context: Context, request: Request, response: Response): void {
  const { visit, topic } = openTopic(context, request, response)
  const form = rawForm(request.body)
  const act = textOf(form, 'act')
  const listAct = readListAct(act)
  const list = listAct && listOf(topic, listAct)
  let index = -1
  const show = (unsaved: Unsaved, status: number) =>
    render(response, 'studio/topic', topicPage(context, withDraft(context, visit), topic, unsaved), status)
  const change = (draft: Editable) => {
    const problems = applyFields(draft, placedFields(topic.sections, toShown(draft)), form)
    if (problems.length > 0) return problems
    const done = list && runListAct(draft, list, listAct, listOfTexts(form, 'library'))
    index = done?.index ?? -1
    topic.tidy?.(draft)
    return done?.what ?? `${topic.title} was saved`
  }
  const part = (draft: DefinitionDraft) => topic.keys.map((key) => draft[key] ?? null)
  if (!trySaving(context, visit, topic.slug, { form, part, change }, show)) return
  response.redirect(303, whereTo(visit, topic, act, listAct, list, index))
}

/** Saves one entry of a list, or shows what to correct. */
export function saveEntryFromForm(context: Context, request: Request, response: Response): void {
  const { visit, topic, list, index } = openEntry(context, request, response)
  const form = rawForm(request.body)
  const show = (unsaved: Unsaved, status: number) => {
    const now = withDraft(context, visit)
    // The entry may be gone by now; then the list shows that.
    if (!now.draft.shown[list.path][index])
      return render(response, 'studio/topic', topicPage(context, now, topic, unsaved), status)
    render(response, 'studio/entry', entryPage(context, now, topic, { list, index, unsaved }), status)
  }
  const change = (draft: Editable) => {
    const before = structuredClone(entriesOf(draft, list)[index]!)
    const primary = draft.primaryConstruct
    const problems = applyFields(draft, entryFields(list, index, toShown(draft)), form)
    if (problems.length > 0) return problems
    topic.tidy?.(draft)
    renamed(draft, list, before, entriesOf(draft, list)[index]!, primary)
    return `${nameOf(toShown(draft), list, index)} was saved`
  }
  const part = (draft: DefinitionDraft) => draft[list.path]?.[index] ?? null
  if (!trySaving(context, visit, topic.slug, { form, part, change }, show)) return
  const place = `${visit.base}/definition/${topic.slug}`
  const isLast = index + 1 >= visit.draft.shown[list.path].length
  const act = textOf(form, 'act')
  const to = act === 'next' && !isLast ? `/${index + 2}` : `?done=saved#${list.path}-${index}`
  response.redirect(303, place + to)
}

/** Saves a part of the draft and says whether it was saved; shows what to correct, or what somebody else changed. */
export function trySaving(
  context: Context,
  visit: StudioVisit,
  topic: string,
  given: { form: RawForm } & Pick<Parameters<typeof savePart>[2], 'part' | 'change'>,
  show: (unsaved: Unsaved, status: number) => void,
): boolean {
  const { form, part, change } = given
  const revision = textOf(form, 'revision')
  if (!/^\d{1,9}$/.test(revision)) throw new Refusal('bad_request', 'The form did not arrive as expected.')
  try {
    const save = { revision: Number(revision), topic, part, change }
    savePart(context, visit.study.slug, save, visit.person.email)
    return true
  } catch (error) {
    if (error instanceof PartChanged) show({ form, problems: [], conflict: error }, 409)
    else if (error instanceof PartWrong) show({ form, problems: error.problems }, 422)
    else if (error instanceof Refusal && error.reason === 'invalid')
      show({ form, problems: [{ field: undefined, message: error.message }] }, 422)
    else throw error
    return false
  }
}

function whereTo(
  visit: StudioVisit,
  topic: Topic,
  act: string,
  listAct: ListAct | undefined,
  list: ListSpec | undefined,
  index: number,
): string {
  const page = `${visit.base}/definition/${topic.slug}`
  if (act === 'next') {
    const next = topics[topics.indexOf(topic) + 1]
    return `${visit.base}/definition/${next?.slug ?? 'languages'}?done=saved`
  }
  if (!list || !listAct) return `${page}?done=saved`
  if (listAct.kind === 'add' && !list.inline) return `${page}/${index + 1}`
  return index === -1 ? `${page}?done=saved#${list.path}` : `${page}?done=saved#${list.path}-${index}`
}

function listOf(topic: Topic, act: ListAct): ListSpec {
  const list = topic.sections.map((section) => section.list).find((one) => one?.path === act.path)
  if (!list) throw new Refusal('bad_request', 'The form did not arrive as expected.')
  return list
}

/** Returns the last text of a name; a form without it has none. */
export function textOf(form: RawForm, name: string): string {
  const value = form[name]
  return (Array.isArray(value) ? value.at(-1) : value) ?? ''
}

function listOfTexts(form: RawForm, name: string): string[] {
  const value = form[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
