import { comparatorWrvu } from './comparator-wrvu.ts'
import type { Comparator, Definition } from './definition.ts'
import { codesText } from './definition-text.ts'

/** A comparator on the line of work RVUs. */
export interface LinePoint {
  /** C01, C02, … */
  id: string
  /** its codes, joined by + */
  name: string
  /** work RVU; null while none was entered */
  wrvu: number | null
  year: number | null
}

/** Something about the comparators that weakens what a study of them can say. */
export interface LineFinding {
  kind: 'few' | 'side' | 'outside' | 'gap' | 'duplicate' | 'no_value' | 'years'
  sentence: string
}

/** Comparators wanted on either side of the value that is expected. */
export const wantedOnEachSide = 3
/** A gap counts when it is wider than this share of the whole line, with more than a few comparators. */
const wideGap = 0.35

/**
 * Returns what is weak about the comparators' places on the line of work RVUs, in words: values and codes that stand
 * twice, wide gaps, fewer than three on a side of the expected value, an expected value beyond all of them, missing
 * and mixed years. `expected` is the target's work RVU as the society expects it, or null.
 */
export function lineFindings(points: readonly LinePoint[], expected: number | null): LineFinding[] {
  const known = points
    .flatMap(({ name, wrvu }) => (wrvu === null ? [] : [{ name, wrvu }]))
    .sort((a, b) => a.wrvu - b.wrvu)
  return [
    ...missingValues(points),
    ...tooFew(known.length),
    ...bracketing(known, expected),
    ...gaps(known),
    ...duplicates(points, known),
    ...years(points),
  ]
}

/** Returns the comparators of a definition as points of the line of work RVUs. */
export function linePoints(definition: Definition): LinePoint[] {
  return definition.comparators.map((comparator) => ({
    id: comparator.id,
    name: codesText(comparator),
    wrvu: wrvuOf(comparator),
    year: comparator.wrvuYear || null,
  }))
}

/** An unfinished comparator has no codes, or codes without a value. */
function wrvuOf(comparator: Comparator): number | null {
  const known = comparator.codes.length > 0 && comparator.codes.every(({ wrvu }) => Number.isFinite(wrvu))
  return known ? comparatorWrvu(comparator).wrvu : null
}

type Known = { name: string; wrvu: number }

function missingValues(points: readonly LinePoint[]): LineFinding[] {
  const names = points.filter(({ wrvu }) => wrvu === null).map(({ name }) => name)
  if (names.length === 0) return []
  const sentence = `${listOf(names)} ${names.length === 1 ? 'has' : 'have'} no work RVU yet.`
  return [{ kind: 'no_value', sentence }]
}

function tooFew(n: number): LineFinding[] {
  if (n >= 5) return []
  const sentence = `There ${n === 1 ? 'is 1 comparator' : `are ${n} comparators`} with a work RVU. A line through fewer than five says little, and no interval is narrow.`
  return [{ kind: 'few', sentence }]
}

function bracketing(known: readonly Known[], expected: number | null): LineFinding[] {
  if (expected === null || known.length === 0) return []
  const below = known.filter(({ wrvu }) => wrvu < expected).length
  const above = known.filter(({ wrvu }) => wrvu > expected).length
  const value = expected.toFixed(2)
  if (below === 0 || above === 0) {
    const end = below === 0 ? known[0]! : known.at(-1)!
    const sentence = `The value you expect, ${value}, lies ${below === 0 ? 'below' : 'above'} every comparator (the nearest is ${end.name} with ${end.wrvu.toFixed(2)}). The result would be read beyond the line’s end.`
    return [{ kind: 'outside', sentence }]
  }
  const side = (n: number, word: string): LineFinding[] =>
    n >= wantedOnEachSide
      ? []
      : [
          {
            kind: 'side',
            sentence: `Only ${n} ${n === 1 ? 'comparator is' : 'comparators are'} ${word} the value you expect, ${value}. Take at least ${wantedOnEachSide} on either side.`,
          },
        ]
  return [...side(below, 'below'), ...side(above, 'above')]
}

function gaps(known: readonly Known[]): LineFinding[] {
  const range = known.length < 4 ? 0 : known.at(-1)!.wrvu - known[0]!.wrvu
  return known.slice(1).flatMap((next, index) => {
    const before = known[index]!
    if (range === 0 || next.wrvu - before.wrvu <= wideGap * range) return []
    const sentence = `Between ${before.name} (${before.wrvu.toFixed(2)}) and ${next.name} (${next.wrvu.toFixed(2)}) there is no comparator: a wide gap of the line rests on nothing.`
    return [{ kind: 'gap' as const, sentence }]
  })
}

function duplicates(points: readonly LinePoint[], known: readonly Known[]): LineFinding[] {
  const twice = [...Map.groupBy(points, ({ name }) => name)].filter(([, all]) => all.length > 1)
  const byCode = twice.map(
    ([name]): LineFinding => ({ kind: 'duplicate', sentence: `${name} stands twice.` }),
  )
  const byValue = [...Map.groupBy(known, ({ wrvu }) => wrvu)]
    .map(([wrvu, all]) => ({ wrvu, names: [...new Set(all.map(({ name }) => name))] }))
    .filter(({ names }) => names.length > 1)
    .map(
      ({ wrvu, names }): LineFinding => ({
        kind: 'duplicate',
        sentence: `${listOf(names)} have the same work RVU, ${wrvu.toFixed(2)}. That is allowed, but one of them adds little to the line.`,
      }),
    )
  return [...byCode, ...byValue]
}

function years(points: readonly LinePoint[]): LineFinding[] {
  const without = points.filter(({ wrvu, year }) => wrvu !== null && year === null).map(({ name }) => name)
  const named = [...new Set(points.flatMap(({ year }) => (year === null ? [] : [year])))].sort(
    (a, b) => a - b,
  )
  const missing: LineFinding[] =
    without.length === 0
      ? []
      : [{ kind: 'years', sentence: `${listOf(without)}: no fee schedule year is named.` }]
  if (named.length < 2) return missing
  const mixed = `The work RVUs come from different years (${named.join(', ')}). Take them from one fee schedule, or say why not.`
  return [...missing, { kind: 'years', sentence: mixed }]
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
