import type { Route } from '../../db/queries/funnel.ts'
import type { FunnelRow } from './funnel.ts'
import { type FunnelStage, funnelStages, mailStages, type StageDefinition } from './funnel-stages.ts'

/** How many reached a stage, and of how many: the denominator is always named. */
export interface StageShare extends StageDefinition {
  /** undefined: of every route */
  route: Route | undefined
  n: number
  /** undefined for the first stage, and where the denominator is not known (open links) */
  ofN: number | undefined
  ofName: string | undefined
}

/** What stands where a rate of starting would stand for an open link. */
export const noDenominator = 'no denominator: nobody knows how many saw the link'

/** Tells whether some came by another way than a personal link: then the starts of all have no denominator. */
export function cameOtherwise(rows: readonly FunnelRow[]): boolean {
  return rows.some(({ route, stage, n }) => route !== 'personal' && stage === 'started' && n > 0)
}

/** Returns the shares of some of the rows, such as one society's or one route's. */
export function sharesOf(rows: readonly FunnelRow[], route?: Route): StageShare[] {
  const own = route === undefined ? rows : rows.filter((row) => row.route === route)
  const isListed = !cameOtherwise(own)
  return funnelStages.map((definition) => {
    // How many people an open link was handed to is not known.
    const known = definition.stage !== 'started' || isListed
    const of = known ? funnelStages.find(({ stage }) => stage === definition.ofStage) : undefined
    return {
      ...definition,
      route,
      n: sumOf(own, definition.stage),
      ofStage: of?.stage,
      ofN: of && sumOf(own, of.stage),
      ofName: of?.name,
    }
  })
}

/**
 * Returns the shares as pages and reports list them. Where some came by an open link the starts are told by route
 * first: those by personal links have a rate, of the listed, and the others have none.
 */
export function toldShares(rows: readonly FunnelRow[]): StageShare[] {
  const all = sharesOf(rows)
  if (!cameOtherwise(rows)) return all
  const isKnown = knowsRoutes(rows)
  return all.flatMap((share) => {
    if (share.stage !== 'started') return [share]
    const definition = isKnown
      ? 'By personal and open links together.'
      : 'By personal and open links together: which, was not kept when this study’s link was cut.'
    return [...(isKnown ? byRoute(rows) : []), { ...share, name: 'Started in all', definition }]
  })
}

/** Tells whether it was kept by which kind of link everybody came. */
function knowsRoutes(rows: readonly FunnelRow[]): boolean {
  return rows.every(({ route, stage, n }) => route !== 'unknown' || stage !== 'started' || n === 0)
}

/**
 * Returns the shares of each part of a funnel, in the order of the names. Where some of the whole came by an open link,
 * every part has its starts by personal and by open link in two columns, and none of both together.
 */
export function toldSharesBy(
  rows: readonly FunnelRow[],
  dimension: 'society' | 'wave' | 'language',
): { name: string; rows: FunnelRow[]; shares: StageShare[] }[] {
  const parts = sharesBy(rows, dimension)
  if (!cameOtherwise(rows) || !knowsRoutes(rows)) return parts
  return parts.map((part) => ({
    ...part,
    shares: part.shares.flatMap((share) => (share.stage === 'started' ? byRoute(part.rows) : [share])),
  }))
}

function byRoute(rows: readonly FunnelRow[]): StageShare[] {
  const started = (route: Route) => sharesOf(rows, route).find(({ stage }) => stage === 'started')!
  return [
    { ...started('personal'), name: 'Started by personal link' },
    {
      ...started('open'),
      name: 'Started by open link',
      definition:
        'Pressed Start on a link that a society hands around: on no list, so there is no rate of starting.',
    },
  ]
}

/**
 * Returns the response rate: who completed by a personal link, of the listed. undefined where nobody is listed, or
 * where it was not kept who came by which link.
 */
export function responseShare(rows: readonly FunnelRow[]): StageShare | undefined {
  const listed = sumOf(rows, 'listed')
  if (listed === 0 || rows.some(({ route, n }) => route === 'unknown' && n > 0)) return undefined
  const { stage, definition, n } = sharesOf(rows, 'personal').find((share) => share.stage === 'completed')!
  return {
    stage,
    name: 'Completed by personal link',
    definition,
    route: 'personal',
    n,
    ofStage: 'listed',
    ofN: listed,
    ofName: 'Listed',
  }
}

/**
 * Returns a rule that leaves out the stages of mailing where this program sent no invitation: zeros would read like a
 * failure.
 */
export function tellsStage(rows: readonly FunnelRow[]): (share: Pick<StageShare, 'stage'>) => boolean {
  const isMailed = rows.some(({ stage, n }) => stage === 'mailed' && n > 0)
  return ({ stage }) => isMailed || stage === 'listed' || !mailStages.has(stage)
}

/** Returns the funnel by one of its dimensions, in the order of the names. */
export function sharesBy(
  rows: readonly FunnelRow[],
  dimension: 'society' | 'wave' | 'language',
): { name: string; rows: FunnelRow[]; shares: StageShare[] }[] {
  const names = [...new Set(rows.map((row) => String(row[dimension])))].sort()
  return names.map((name) => {
    const own = rows.filter((row) => String(row[dimension]) === name)
    return { name, rows: own, shares: sharesOf(own) }
  })
}

function sumOf(rows: readonly FunnelRow[], stage: FunnelStage): number {
  return rows.reduce((total, row) => (row.stage === stage ? total + row.n : total), 0)
}
