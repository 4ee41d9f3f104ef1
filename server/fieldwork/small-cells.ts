import type { Definition } from '../studies/definition.ts'

/** Counts of 1 to 4 are withheld where a study says nothing else. */
const defaultThreshold = 5

/** Returns the number from which on counts of a study are shown to analysts. */
export function smallCellThresholdOf(definition: Definition): number {
  return definition.smallCellThreshold ?? defaultThreshold
}

/** One of the groups that a known total is made of. */
export interface CountedPart {
  name: string
  n: number
}

/**
 * Returns the names of the parts of one known total that must not be shown: every count of 1 to threshold - 1, those
 * that are withheld elsewhere (`also`), and further ones, the smallest first, until no count follows from the total.
 * With `insiders` that holds for somebody too who knows one of the withheld counts, as the coordinator of a society
 * does; of two groups whoever knows one always knows the other. Zeros are shown: they tell of nobody.
 */
export function smallParts(
  parts: readonly CountedPart[],
  threshold: number,
  { also = new Set(), insiders = false }: { also?: ReadonlySet<string>; insiders?: boolean } = {},
): Set<string> {
  const withheld = parts.filter(({ name, n }) => (n > 0 && n < threshold) || also.has(name))
  if (withheld.length === 0) return new Set()
  const others = parts.filter((one) => one.n > 0 && !withheld.includes(one)).sort((a, b) => a.n - b.n)
  const readers = () =>
    insiders ? withheld.map((known) => withheld.filter((one) => one !== known)) : [withheld]
  while (others.length > 0 && !readers().every((unknown) => isOpen(unknown, threshold)))
    withheld.push(others.shift()!)
  return new Set(withheld.map(({ name }) => name))
}

/** Tells whether numbers of at least 1 with a known sum could be others, and are not few together. */
function isOpen(parts: readonly CountedPart[], threshold: number): boolean {
  const sum = parts.reduce((total, { n }) => total + n, 0)
  return parts.length > 1 && sum > parts.length && sum >= threshold
}

/**
 * Returns what the small-cell threshold does, in the one sentence that stands wherever counts may be blank; `below` is
 * the threshold in words.
 */
export function withheldRule(below: string | number): string {
  return `Counts of people below ${below} are left out of tables, and larger ones from which such a count, or how few did not start, could be worked out; who holds the data is not kept from counting: coordinators see their members, and the files of answers have a row for each person who started.`
}
