import type { Route } from '../../db/queries/funnel.ts'
import type { FunnelRow } from './funnel.ts'
import { type StageShare, sharesOf } from './funnel-shares.ts'
import { type FunnelStage, mailStages } from './funnel-stages.ts'
import { type IsWithheld, type Place, withhold } from './withheld.ts'

/** What a line counts: one society, wave and language with one route; one of the three; everybody. */
export type FunnelLevel = 'cell' | 'society' | 'language' | 'wave' | 'all'

/** One line of the funnel as files have it; undefined counts are withheld or not known. */
export interface FunnelLine {
  level: FunnelLevel
  /** a route is undefined for all routes together, the others where the line counts every one */
  place: Place
  stage: FunnelStage
  n: number | undefined
  ofStage: FunnelStage | undefined
  ofN: number | undefined
}

/**
 * Returns the funnel as files have it: the totals, each for every route and for all of them, then the cells.
 * A person reads from the top; hundreds of cells stand behind.
 * `asRun` says what the shares are of one analysis.
 */
export function funnelLines(
  rows: readonly FunnelRow[],
  isWithheld: IsWithheld,
  asRun: (shares: StageShare[]) => StageShare[] = (shares) => shares,
): FunnelLine[] {
  const lines = (level: FunnelLevel, place: Place) =>
    linesOf(asRun(sharesOf(rowsAt(rows, place))), level, place, isWithheld)
  const totals = (level: Exclude<FunnelLevel, 'cell'>, place: Place) => [
    ...routesOf(rowsAt(rows, place)).flatMap((route) => lines(level, { ...place, route })),
    ...lines(level, place),
  ]
  const values = <Key extends 'society' | 'language' | 'wave'>(key: Key) => [
    ...new Set(rows.map((row) => row[key])),
  ]
  if (rows.length === 0) return []
  return [
    ...totals('all', {}),
    ...values('society').flatMap((society) => totals('society', { society })),
    ...values('language')
      .sort()
      .flatMap((language) => totals('language', { language })),
    ...values('wave')
      .sort((a, b) => a - b)
      .flatMap((wave) => totals('wave', { wave })),
    ...cellsOf(rows).flatMap((place) => lines('cell', place)),
  ]
}

function linesOf(
  shares: readonly StageShare[],
  level: FunnelLevel,
  place: Place,
  isWithheld: IsWithheld,
): FunnelLine[] {
  return shares
    .filter(({ stage }) => place.route === undefined || place.route === 'personal' || !mailStages.has(stage))
    .map((share) => ({
      level,
      place,
      stage: share.stage,
      ofStage: share.ofStage,
      ...withhold(share, place, isWithheld),
    }))
}

function rowsAt(rows: readonly FunnelRow[], place: Place): FunnelRow[] {
  const keys = Object.keys(place) as (keyof Place)[]
  return rows.filter((row) => keys.every((key) => row[key] === place[key]))
}

const routesInOrder: readonly Route[] = ['personal', 'open', 'unknown']

function routesOf(rows: readonly FunnelRow[]): Route[] {
  return routesInOrder.filter((route) => rows.some((row) => row.route === route))
}

function cellsOf(rows: readonly FunnelRow[]): Place[] {
  const cells = new Map(
    rows.map(({ society, wave, language, route }) => [
      `${society} ${wave} ${language} ${route}`,
      { society, wave, language, route },
    ]),
  )
  return [...cells.values()]
}
