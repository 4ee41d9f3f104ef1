import { smallParts } from '../fieldwork/small-cells.ts'
import type { Person } from './case.ts'
import { tooFewSentence } from './respondent-variants.ts'
import type { Variant } from './variant.ts'
import { fewestForEstimate, triedVariant, type Workbench } from './workbench.ts'

export type Dimension = 'society' | 'language' | 'specialty'

/** The respondents of the plan that share a society, a language or a specialty. */
export interface Group {
  key: string
  name: string
  respondents: number
  /** the count must not be shown, nor anything from which it follows */
  withheld: boolean
  /** enough for an estimate of its own */
  large: boolean
}

/** Returns the groups of the planned respondents, the largest first; those without an answer are in none. */
export function groupsBy(bench: Workbench, dimension: Dimension): Group[] {
  const { people, groupNames, smallCellThreshold, withheldSocieties } = bench.given
  const counts = new Map<string, number>()
  people.forEach((person, row) => {
    const key = groupOf(person, dimension)
    if (bench.isPlanned[row] && key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
  })
  // What the funnel does not tell of a society must not be read here.
  const rule = dimension === 'society' ? { also: new Set(withheldSocieties), insiders: true } : {}
  const parts = [...counts].map(([name, n]) => ({ name, n }))
  const withheld = smallParts(parts, smallCellThreshold, rule)
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([key, n]) => ({
      key,
      name: groupNames[dimension][key] ?? key,
      respondents: n,
      withheld: withheld.has(key),
      large: n >= fewestForEstimate,
    }))
}

/** Returns the group of a respondent, undefined where they belong to none. */
export function groupOf(person: Person, dimension: Dimension): string | undefined {
  const key = person[dimension]
  return key === null || key === undefined || key === '' || key === 'prefer_not' ? undefined : key
}

const words: Record<
  Dimension,
  { differs: string; unasked: string; name: (group: string) => string; one: (name: string) => string }
> = {
  society: {
    differs: 'Members of this society only.',
    unasked: '',
    name: (group) => `Only ${group}`,
    one: (name) => `All respondents belong to ${name}, so this is the planned analysis.`,
  },
  language: {
    differs: 'Respondents who answered in this language only.',
    unasked: '',
    name: (group) => `Only answers in ${group}`,
    one: (name) => `Everybody answered in ${name}, so this is the planned analysis.`,
  },
  specialty: {
    differs: 'Respondents of this specialty only.',
    unasked: 'The study did not ask for the specialty.',
    name: (group) => `Only “${group}”`,
    one: (name) => `Everybody who named a specialty named “${name}”.`,
  },
}

/** Each group's own estimate, where it is large enough. */
export function groupVariants(bench: Workbench, dimension: Dimension): (() => Variant)[] {
  const kind = dimension
  const groups = groupsBy(bench, dimension)
  const { differs, unasked, one } = words[dimension]
  if (groups.length === 0)
    return [
      () => ({
        id: `by-${dimension}`,
        kind,
        name: `By ${dimension}`,
        differs,
        result: { outcome: 'not-asked', sentence: unasked || 'No respondent is known by it.' },
      }),
    ]
  return groups.map((group) => () => {
    const named = {
      id: `${dimension}-${group.key.replaceAll('_', '-')}`,
      kind,
      name: words[dimension].name(group.name),
      differs,
    }
    if (groups.length === 1 && dimension !== 'specialty')
      return { ...named, result: { outcome: 'same', sentence: one(group.name) } }
    if (group.withheld)
      return { ...named, result: { outcome: 'withheld', sentence: withheldSentence(bench) } }
    if (!group.large)
      return { ...named, result: { outcome: 'too-few', sentence: tooFewSentence(group.respondents) } }
    return triedVariant(bench, named, { keep: inGroup(bench, dimension, group.key, true) })
  })
}

/** The planned analysis without each society in turn. */
export function withoutSocietyVariants(bench: Workbench): (() => Variant)[] {
  const groups = groupsBy(bench, 'society')
  if (groups.length < 2) return []
  return groups.map((group) => () => {
    const named = {
      id: `without-${group.key}`,
      kind: 'without-society' as const,
      name: `Without ${group.name}`,
      differs: 'Members of all the other societies.',
    }
    if (group.withheld)
      return { ...named, result: { outcome: 'withheld', sentence: withheldSentence(bench) } }
    return triedVariant(bench, named, { keep: inGroup(bench, 'society', group.key, false) })
  })
}

function inGroup(
  bench: Workbench,
  dimension: Dimension,
  key: string,
  wanted: boolean,
): (row: number) => boolean {
  return (row) => bench.isPlanned[row]! && (groupOf(bench.given.people[row]!, dimension) === key) === wanted
}

function withheldSentence(bench: Workbench): string {
  return `Withheld: fewer than ${bench.given.smallCellThreshold} respondents, or another group’s count could be worked out from it.`
}
