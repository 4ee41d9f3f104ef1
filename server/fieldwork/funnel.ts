import type { FunnelCounts, Route } from '../../db/queries/funnel.ts'
import type { Context } from '../context.ts'
import { type FunnelStage, funnelStages, mailStages } from './funnel-stages.ts'

/** How many of one society, wave and language of the invitation, and of one route, reached a stage. */
export interface FunnelRow {
  stage: FunnelStage
  society: string
  wave: number
  language: string
  route: Route
  n: number
}

/**
 * Returns the funnel of a study, one row per stage, society, wave, language and route; people of open links have no
 * stages before the start. Test answers never count. Once the identity link is cut it is the frozen table; only who is
 * analysed is counted anew, because leaving somebody out is decided later and needs no identity.
 */
export function funnelOf(context: Context, studyId: number): FunnelRow[] {
  const { funnel } = context.queries
  const frozen = funnel.frozen.all(studyId) as FunnelRow[]
  const counted = () => countFunnel(context, studyId)
  if (frozen.length === 0) return counted()
  if (funnel.hasRespondents.get(studyId) === undefined) return frozen
  const analysed = counted().filter(({ stage }) => stage === 'analysed')
  return frozen.map((row) =>
    row.stage === 'analysed' ? { ...row, n: analysed.find((one) => isSamePlace(one, row))?.n ?? 0 } : row,
  )
}

function isSamePlace(a: FunnelRow, b: FunnelRow): boolean {
  return a.society === b.society && a.wave === b.wave && a.language === b.language && a.route === b.route
}

function countFunnel(context: Context, studyId: number): FunnelRow[] {
  return context.queries.funnel.count.all({ studyId }).flatMap((counts) =>
    stagesOf(counts).map((stage) => {
      const { society, wave, language, route } = counts
      return { stage, society, wave, language, route, n: counts[stage] }
    }),
  )
}

function stagesOf({ route }: FunnelCounts): FunnelStage[] {
  return funnelStages
    .map(({ stage }) => stage)
    .filter((stage) => route === 'personal' || !mailStages.has(stage))
}
