import { type FunnelFlowData, funnelFlowPicture } from '../pictures/funnel-flow.ts'
import type { Picture } from '../pictures/picture.ts'
import type { FunnelStage, StageShare } from './funnel.ts'
import { type IsWithheld, withhold } from './withheld.ts'

/** Why people do not go on to a stage, as far as the program knows it. */
const leaving: Partial<Record<FunnelStage, string>> = {
  not_bounced: 'the invitation came back',
  started: 'did not start',
  consented: 'did not agree, or left before',
  eligible: 'not eligible, or left before',
  judged: 'left before the first judgement',
  completed: 'stopped before the end',
  analysed: 'withdrew, or left out by a recorded decision',
}

/** Stages of mailing belong to the picture only where this program sent the invitations. */
const mailing: readonly FunnelStage[] = ['mailed', 'not_bounced']

/**
 * Returns the flow diagram of a funnel. `least` is the smallest count of people that may be shown: whoever left
 * between two stages is counted from them, so a smaller number of these is withheld as well.
 */
export function funnelPicture(shares: readonly StageShare[], isWithheld: IsWithheld, least: number): Picture {
  const isMailed = shares.some(({ stage, n }) => stage === 'mailed' && n > 0)
  const shown = shares
    .filter(({ stage }) => isMailed || !mailing.includes(stage))
    .map((share) => ({ share, ...withhold(share, {}, isWithheld) }))
  const stages = shown.map(({ share, n, ofN }, index): FunnelFlowData['stages'][number] => {
    // People may start without an invitation of this program's, so those who did not start are counted from the list.
    const before =
      share.stage === 'started' ? shown.find((one) => one.share.stage === 'listed') : shown[index - 1]
    return {
      name: share.name,
      n: n ?? null,
      of: ofN === undefined || share.ofName === undefined ? null : { name: share.ofName, n: ofN },
      left:
        share.stage === 'started' && share.ofN === undefined ? [] : leftBefore(share, before?.n, n, least),
    }
  })
  return funnelFlowPicture({ name: 'flow', title: 'From the list to the analysis', stages })
}

function leftBefore(
  { stage }: StageShare,
  before: number | undefined,
  n: number | undefined,
  least: number,
): FunnelFlowData['stages'][number]['left'] {
  const reason = leaving[stage]
  if (reason === undefined) return []
  if (before === undefined || n === undefined) return [{ reason, n: null }]
  const count = before - n
  if (count <= 0) return []
  return [{ reason, n: count < least ? null : count }]
}
