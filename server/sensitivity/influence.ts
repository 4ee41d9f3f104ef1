import { approximateChanges } from './approximate-changes.ts'
import { estimate, type Value } from './estimate.ts'
import { keepRespondents } from './tables.ts'
import type { Workbench } from './workbench.ts'

/** Sets of up to so many respondents are looked for. */
export const largestSet = 5
/** Up to so many respondents every single one is tried; of more, those that the approximation puts first. */
const mostTried = 400
const triedOfMany = 60
/** At every step of the search for a set, so many respondents are tried as its next member. */
const candidatesAtOnce = 8

/** Respondents left out together, and the value without them. */
export interface LeftOut {
  /** pseudonyms */
  respondents: string[]
  predicted: number
  /** wRVU, less the plan's */
  change: number
}

/** What leaving out a few respondents does to the planned value. */
export interface Influence {
  respondents: number
  /** how many were left out one at a time and refitted exactly; all of them where it equals `respondents` */
  tried: number
  /** how many of those tried leave no estimate behind */
  withoutEstimate: number
  /** every other single one tried, the most influential first */
  singles: LeftOut[]
  /** the sets found by adding one respondent after the other, down and up, by size */
  sets: LeftOut[]
  /** the smallest set found without which the value as shown is another; undefined where none was found */
  smallest: LeftOut | undefined
}

/**
 * Looks for the few respondents whose leaving out moves the planned value most. Every set is refitted exactly. Single
 * respondents are all tried while they are at most 400; sets grow greedily, so a smaller set may exist that was not
 * found. Undefined where the plan has no value.
 */
export function searchInfluence(
  bench: Workbench,
  onRefit: () => void = () => undefined,
): Influence | undefined {
  const { plan, table } = bench
  const approximate = approximateChanges(bench)
  if (plan.outcome !== 'value' || !approximate) return undefined
  const refit = (rows: readonly number[]): LeftOut | undefined => {
    onRefit()
    const left = new Set(rows)
    const found = estimate(
      keepRespondents(table, (row) => !left.has(row)),
      bench.given.planned,
      bench.given,
    )
    if (found.outcome !== 'value') return undefined
    const respondents = rows.map((row) => table.respondents[row]!)
    return { respondents, predicted: found.predicted, change: found.predicted - plan.predicted }
  }
  const singles = trySingles(approximate, refit)
  const sets = [-1, 1].flatMap((direction) => growSet(singles.found, direction, refit))
  const changing = [...singles.found.map(({ found }) => found), ...sets].filter((one) => isOther(one, plan))
  const smallest = changing.sort(
    (a, b) => a.respondents.length - b.respondents.length || Math.abs(b.change) - Math.abs(a.change),
  )[0]
  return {
    respondents: plan.respondents,
    tried: singles.tried,
    withoutEstimate: singles.tried - singles.found.length,
    singles: singles.found.map(({ found }) => found).sort(byChange),
    sets,
    smallest,
  }
}

/** How many refits a search makes at most. */
export function refitsOfSearch(respondents: number): number {
  const singles = respondents <= mostTried ? respondents : 2 * triedOfMany
  return singles + 2 * (largestSet - 1) * candidatesAtOnce
}

interface Single {
  row: number
  found: LeftOut
}

type Refit = (rows: readonly number[]) => LeftOut | undefined

function trySingles(approximate: Float64Array, refit: Refit): { tried: number; found: Single[] } {
  const order = Array.from(approximate, (_, row) => row).sort((a, b) => approximate[a]! - approximate[b]!)
  const rows =
    order.length <= mostTried ? order : [...order.slice(0, triedOfMany), ...order.slice(-triedOfMany)]
  const found = rows.flatMap((row) => {
    const one = refit([row])
    return one ? [{ row, found: one }] : []
  })
  return { tried: rows.length, found }
}

/** Adds to the most influential respondent in a direction whoever moves the value furthest in it, one at a time. */
function growSet(singles: readonly Single[], direction: number, refit: Refit): LeftOut[] {
  const ordered = [...singles].sort((a, b) => direction * (b.found.change - a.found.change))
  const first = ordered[0]
  if (!first || direction * first.found.change <= 0) return []
  const sets = [first.found]
  let rows = [first.row]
  while (rows.length < Math.min(largestSet, singles.length - 1)) {
    const next = ordered
      .filter(({ row }) => !rows.includes(row))
      .slice(0, candidatesAtOnce)
      .flatMap(({ row }) => {
        const found = refit([...rows, row])
        return found ? [{ row, found }] : []
      })
      .sort((a, b) => direction * (b.found.change - a.found.change))[0]
    if (!next || direction * next.found.change <= direction * sets.at(-1)!.change) break
    rows = [...rows, next.row]
    sets.push(next.found)
  }
  return sets
}

function isOther(one: LeftOut, plan: Value): boolean {
  return one.predicted.toFixed(plan.decimals) !== plan.predicted.toFixed(plan.decimals)
}

function byChange(a: LeftOut, b: LeftOut): number {
  return Math.abs(b.change) - Math.abs(a.change)
}
