import type { PersonRow } from '../../db/queries/people.ts'
import { mayDo } from '../accounts/roles.ts'
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

/** Of whom the rows count the last stage: an analysis may take everybody who started. */
type Include = 'completed' | 'started'

/** For those who see the members anyway. */
export const nothingWithheld: IsWithheld = () => false

/** The number of the place that counts everybody: every group names it first. */
const everybody = 0

/** What a reader would miss: everybody's counts most, a cell's least. */
const losses = { all: 4000, society: 60, language: 40, wave: 40, cell: 1 }

/**
 * Returns which counts of a whole study are withheld from a person: none from those who see the members of every
 * society. A coordinator of one society sees no small counts of the others.
 */
export function withheldFrom(
  person: PersonRow,
  rows: readonly FunnelRow[],
  definition: Definition,
  include: Include = 'completed',
): IsWithheld {
  return seesEveryMember(person) ? nothingWithheld : withheldCounts(rows, definition, include)
}

/** Tells whether a person sees the members of every society. */
export function seesEveryMember(person: PersonRow): boolean {
  return mayDo(person, 'identities') && person.society === null
}

/** The last rules by funnel and threshold: a page asks more than once, and a large study takes a tenth of a second. */
const kept = new Map<string, IsWithheld>()
const mostKept = 16

/**
 * Returns which counts of a funnel are withheld, once for every table an analyst can see: the cells of funnel.csv, the
 * totals by society, by wave, by language and by route, and the overall ones. Only so can no table give away another's.
 */
export function withheldCounts(
  rows: readonly FunnelRow[],
  definition: Definition,
  include: Include = 'completed',
): IsWithheld {
  const threshold = smallCellThresholdOf(definition)
  if (threshold === 1) return nothingWithheld
  const key = `${threshold} ${include} ${JSON.stringify(rows)}`
  const known = kept.get(key)
  if (known) return known
  const rule = workOut(rows, threshold, include)
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept + 1))) kept.delete(oldest)
  kept.set(key, rule)
  return rule
}

function workOut(rows: readonly FunnelRow[], threshold: number, include: Include): IsWithheld {
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
    const places = () => placesOf(cell).map(numberOf)
    const lines = () => linesOf(cell).map(numberOf)
    const group = groups.get(nameOf(cell)) ?? { counts: {}, places: places(), lines: lines() }
    group.counts[stage] = n
    groups.set(nameOf(cell), group)
  }
  const counted = [...groups.values()]
  const upToEnd = protectCounts(counted, weights, threshold)
  const analysed = protectAnalysed(counted, (place) => upToEnd(include, place), threshold)
  return (stage, place) => {
    const number = numbers.get(nameOf(place))
    return number !== undefined && (stage === 'analysed' ? analysed(number) : upToEnd(stage, number))
  }
}

/**
 * Returns at which places (by number, 0 is everybody) the count of whom an analysis takes is withheld. Each file and
 * page counts them for its own analysis, and nobody may learn more from two of them together than from one, so what is
 * withheld up to the end must not depend on it. It is withheld, zeros too, wherever the count of those it may take is
 * (who completed, or who started): then whoever else could be there could be analysed or not. Where it is small though those are many, it is told
 * of everybody only, in whose total any part may have any share.
 */
function protectAnalysed(
  groups: readonly CountedGroup[],
  isHidden: (place: number) => boolean,
  threshold: number,
): (place: number) => boolean {
  const sums = new Map<number, number>()
  for (const { counts, places } of groups)
    for (const place of places) sums.set(place, (sums.get(place) ?? 0) + (counts.analysed ?? 0))
  const isSmall = (n: number) => n > 0 && n < threshold
  const parts = [...sums].filter(([place]) => place !== everybody)
  const isTelling = parts.some(([place, n]) => isSmall(n) && !isHidden(place))
  return (place) =>
    place === everybody ? isSmall(sums.get(place)!) || isHidden(place) : isTelling || isHidden(place)
}

/** Returns the places that count a cell. */
function placesOf(cell: Omit<FunnelRow, 'stage' | 'n'>): Place[] {
  const { society, wave, language, route } = cell
  const totals: Place[] = [{}, { society }, { language }, { wave }]
  return [...totals, ...totals.map((place) => ({ ...place, route })), cell]
}

/** Returns its society, language and wave, each with its route. */
function linesOf({ society, wave, language, route }: Omit<FunnelRow, 'stage' | 'n'>): Place[] {
  return [
    { society, route },
    { language, route },
    { wave, route },
  ]
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
