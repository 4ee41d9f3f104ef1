import { type FunnelFlowData, funnelFlowPicture } from '../pictures/funnel-flow.ts'
import type { Picture } from '../pictures/picture.ts'
import type { StageShare } from './funnel-shares.ts'
import { type FunnelStage, mailStages } from './funnel-stages.ts'
import { type IsWithheld, withhold } from './withheld.ts'

/** Why people do not go on to a stage, as far as the program knows it. */
const leaving: Partial<Record<FunnelStage, string>> = {
  not_bounced: 'came back',
  started: 'of the listed did not start',
  consented: 'did not agree, or left before',
  eligible: 'not eligible, or left before',
  judged: 'left before the first judgement',
  completed: 'stopped before the end',
  analysed: 'withdrew, or left out by a recorded decision',
}

/** Stages of mailing belong to the picture only where this program sent the invitations. */
const isMailing = (stage: FunnelStage) => stage !== 'listed' && mailStages.has(stage)

/** Returns the flow diagram of a funnel as `toldShares` lists it; who left is told where both stages are. */
export function funnelPicture(shares: readonly StageShare[], isWithheld: IsWithheld): Picture {
  const isMailed = shares.some(({ stage, n }) => stage === 'mailed' && n > 0)
  const shown = shares
    .filter(({ stage }) => isMailed || !isMailing(stage))
    .map((share) => ({ share, ...withhold(share, {}, isWithheld) }))
  const stages = shown.map(({ share, n, ofN }, index): FunnelFlowData['stages'][number] => {
    // People may start without an invitation of this program's, so those who did not start are counted from the list.
    const isStart = share.stage === 'started'
    const before = isStart ? shown.find((one) => one.share.stage === 'listed') : shown[index - 1]
    return {
      name: share.name,
      n: n ?? null,
      of: ofN === undefined || share.ofName === undefined ? null : { name: share.ofName, n: ofN },
      left: isStart && share.ofStage === undefined ? [] : leftBefore(share, before?.n, n),
      joins: isStart && share.route === 'open',
    }
  })
  return funnelFlowPicture({ name: 'flow', title: 'From the list to the analysis', stages })
}

function leftBefore(
  { stage }: StageShare,
  before: number | undefined,
  n: number | undefined,
): FunnelFlowData['stages'][number]['left'] {
  const reason = leaving[stage]
  if (reason === undefined) return []
  if (before === undefined || n === undefined) return [{ reason, n: null }]
  return before > n ? [{ reason, n: before - n }] : []
}
