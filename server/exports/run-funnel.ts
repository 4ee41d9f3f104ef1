import type { ExportedRespondent } from '../../db/queries/exports.ts'
import type { Context } from '../context.ts'
import { type FunnelRow, funnelOf } from '../fieldwork/funnel.ts'
import type { StageShare } from '../fieldwork/funnel-shares.ts'

/** Whom a run analyses (`analysedOf`), and of whom it takes them. */
export interface RunPeople {
  analysed: readonly Pick<ExportedRespondent, 'society' | 'wave' | 'invited_language' | 'route'>[]
  include: 'completed' | 'started'
}

/**
 * Returns the study's funnel with the last stage counted for one run, so that everything said about that run names one
 * N: the planned run does not apply decisions recorded later, and every run applies its own rules.
 */
export function runFunnel(context: Context, studyId: number, { analysed }: RunPeople): FunnelRow[] {
  const counts = new Map<string, number>()
  for (const { society, wave, invited_language, route } of analysed) {
    const place = [society, wave, invited_language, route].join(' ')
    counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return funnelOf(context, studyId).map((row) =>
    row.stage === 'analysed'
      ? { ...row, n: counts.get([row.society, row.wave, row.language, row.route].join(' ')) ?? 0 }
      : row,
  )
}

/** Returns shares as a run has them; who analyses everybody who started takes its rate of them. */
export function sharesOfRun(shares: readonly StageShare[], include: RunPeople['include']): StageShare[] {
  // Where starts are told by route, the last of them are those of all routes.
  const started = shares.findLast(({ stage }) => stage === 'started')
  return shares.map((share): StageShare => {
    if (share.stage !== 'analysed') return share
    const taken =
      include === 'started' ? 'Started, and kept by this analysis.' : 'Completed, and kept by this analysis.'
    if (include === 'completed' || !started) return { ...share, definition: taken }
    return { ...share, definition: taken, ofStage: 'started', ofN: started.n, ofName: 'Started' }
  })
}
