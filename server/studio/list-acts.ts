import { Refusal } from '../refusal.ts'
import type { Definition } from '../studies/definition.ts'
import { type Editable, entriesOf, toShown } from './editable.ts'
import type { ListSpec } from './topic.ts'

/** What a button of a list asks for: `up questions 3`, `move questions 3 0`, `add questions`. */
export interface ListAct {
  kind: 'add' | 'remove' | 'duplicate' | 'up' | 'down' | 'move' | 'library'
  path: string
  index: number
  to: number
}

/** Reads the value of a button; undefined when it is none of a list. */
export function readListAct(value: string): ListAct | undefined {
  const match = /^(add|remove|duplicate|up|down|move|library) (\w+)(?: (\d{1,4}))?(?: (\d{1,4}))?$/.exec(
    value,
  )
  if (!match) return undefined
  const [, kind, path, index = '-1', to = '-1'] = match
  return { kind: kind as ListAct['kind'], path: path!, index: Number(index), to: Number(to) }
}

/**
 * Changes a list in place and returns what was done, in words, and where the entry stands now (-1 when it is gone).
 * Refuses when the list is full or has no such entry.
 */
export function runListAct(
  draft: Editable,
  list: ListSpec,
  act: ListAct,
  chosen: string[],
): { what: string; index: number } {
  const entries = entriesOf(draft, list)
  if (act.kind === 'add' || act.kind === 'library') return addEntries(draft, list, act, chosen)
  const entry = entries[act.index]
  if (!entry) throw new Refusal('invalid', `There is no ${list.noun} at that place any more.`)
  const name = nameOf(toShown(draft), list, act.index)
  if (act.kind === 'remove') {
    entries.splice(act.index, 1)
    return { what: `${name} was removed`, index: -1 }
  }
  if (act.kind === 'duplicate') {
    requireRoom(entries, list, 1)
    entries.splice(act.index + 1, 0, copyOf(entry))
    return { what: `${name} was duplicated`, index: act.index + 1 }
  }
  const wished = act.kind === 'up' ? act.index - 1 : act.kind === 'down' ? act.index + 1 : act.to
  const to = Math.min(Math.max(wished, 0), entries.length - 1)
  entries.splice(act.index, 1)
  entries.splice(to, 0, entry)
  return { what: `${name} was moved to place ${to + 1}`, index: to }
}

/** Returns an entry as people call it: “Question 3 (specialty)”. */
export function nameOf(shown: Definition, list: ListSpec, index: number): string {
  const { code, label } = list.summary(shown[list.path][index] as never, shown)
  const words = list.path === 'questions' ? label : code || label
  const noun = `${list.noun[0]!.toUpperCase()}${list.noun.slice(1)} ${index + 1}`
  return words === '' ? noun : `${noun} (${words.slice(0, 60)})`
}

function addEntries(
  draft: Editable,
  list: ListSpec,
  act: ListAct,
  chosen: string[],
): { what: string; index: number } {
  const entries = entriesOf(draft, list)
  const library = act.kind === 'library' ? (list.library?.(toShown(draft)) ?? []) : []
  const picked = library.filter(({ key }) => chosen.includes(key))
  if (act.kind === 'library' && picked.length === 0)
    throw new Refusal('invalid', `Choose at least one ${list.noun} from the list.`)
  const made =
    act.kind === 'add' ? [list.blank(draft)] : picked.flatMap(({ entries: ready }) => structuredClone(ready))
  requireRoom(entries, list, made.length)
  entries.push(...(made as Record<string, unknown>[]))
  const what =
    act.kind === 'add'
      ? `A new ${list.noun} was added`
      : `Added from the library: ${picked.map(({ label }) => label).join(', ')}`
  return { what, index: entries.length - 1 }
}

function requireRoom(entries: unknown[], list: ListSpec, more: number): void {
  if (entries.length + more > list.most)
    throw new Refusal('invalid', `A study has at most ${list.most} of these. Remove one first.`)
}

/** A copy may not take the name of the original: names in files are unique and are made anew. */
function copyOf(entry: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(entry)
  for (const name of ['slug', 'variable']) delete copy[name]
  return copy
}
