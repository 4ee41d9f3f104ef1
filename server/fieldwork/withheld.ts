import type { Definition } from '../studies/definition.ts'
import type { FunnelRow } from './funnel.ts'
import type { StageShare } from './funnel-shares.ts'
import type { FunnelStage } from './funnel-stages.ts'
import { type CountedGroup, protectCounts } from './protect-counts.ts'
import { smallCellThresholdOf } from './small-cells.ts'

/**
 * What a count is of: everybody, one society, wave or language, or one cell (one of each with its route). All but a
 * cell are told for every route together and for each. Other combinations are published nowhere.
 */
export type Place = Partial<Pick<FunnelRow, 'society' | 'wave' | 'language' | 'route'>>

/** Tells whether the count of a stage at a place must not be shown to analysts. */
export type IsWithheld = (stage: FunnelStage, place: Place) => boolean

/** For those who see the members anyway. */
export const nothingWithheld: IsWithheld = () => false

/** What a reader would miss: everybody's counts most, a cell's least. */
const losses = { all: 4000, society: 60, language: 40, wave: 40, cell: 1 }

/** The last rules by funnel and threshold: a page asks more than once, and a large study takes a tenth of a second. */
const kept = new Map<string, IsWithheld>()
const mostKept = 16

/**
 * Returns which counts of a funnel are withheld, once for every table an analyst can see: the cells of funnel.csv, the
 * totals by society, by wave, by language and by route, and the overall ones. Only so can no table give away another's.
 */
export function withheldCounts(rows: readonly FunnelRow[], definition: Definition): IsWithheld {
  const threshold = smallCellThresholdOf(definition)
  if (threshold === 1) return nothingWithheld
  const key = `${threshold} ${JSON.stringify(rows)}`
  const known = kept.get(key)
  if (known) return known
  const rule = workOut(rows, threshold)
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept + 1))) kept.delete(oldest)
  kept.set(key, rule)
  return rule
}

function workOut(rows: readonly FunnelRow[], threshold: number): IsWithheld {
  const numbers = new Map<string, number>()
  const weights: number[] = []
  const numberOf = (place: Place): number => {
    const name = nameOf(place)
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, weights.length)
    return weights.push(lossOf(place)) - 1
  }
  const groups = new Map<string, CountedGroup>()
  for (const { stage, n, ...cell } of rows) {
    const group = groups.get(nameOf(cell)) ?? { counts: {}, places: placesOf(cell).map(numberOf) }
    group.counts[stage] = n
    groups.set(nameOf(cell), group)
  }
  const isWithheld = protectCounts([...groups.values()], weights, threshold)
  return (stage, place) => {
    const number = numbers.get(nameOf(place))
    return number !== undefined && isWithheld(stage, number)
  }
}

/** Returns the places that count a cell. */
function placesOf(cell: Omit<FunnelRow, 'stage' | 'n'>): Place[] {
  const { society, wave, language, route } = cell
  const totals: Place[] = [{}, { society }, { language }, { wave }]
  return [...totals, ...totals.map((place) => ({ ...place, route })), cell]
}

function lossOf({ society, wave, language, route }: Place): number {
  if (society !== undefined && wave !== undefined && language !== undefined) return losses.cell
  const whole =
    society !== undefined
      ? losses.society
      : language !== undefined
        ? losses.language
        : wave !== undefined
          ? losses.wave
          : losses.all
  return route === undefined ? whole : whole / 2
}

/** Returns a share with what must not be shown made undefined: its count, and the one it is taken of. */
export function withhold(
  share: StageShare,
  place: Place,
  isWithheld: IsWithheld,
): { n: number | undefined; ofN: number | undefined } {
  const { stage, ofStage, route } = share
  const here = route === undefined ? place : { ...place, route }
  return {
    n: isWithheld(stage, here) ? undefined : share.n,
    ofN: ofStage !== undefined && isWithheld(ofStage, here) ? undefined : share.ofN,
  }
}

function nameOf({ society, wave, language, route }: Place): string {
  return [society ?? '', wave ?? '', language ?? '', route ?? ''].join(' ')
}
