import type { FunnelRow } from './funnel.ts'
import { noDenominator, type StageShare, sharesOf } from './funnel-shares.ts'
import type { StageCell } from './pages.ts'
import { type IsWithheld, type Place, withhold } from './withheld.ts'

/** Returns a count with its rate in words; `rows` are those of the place, for the starts by route. */
export function toCell(
  share: StageShare,
  place: Place,
  rows: readonly FunnelRow[],
  isWithheld: IsWithheld,
): StageCell {
  const { name } = share
  const { n, ofN } = withhold(share, place, isWithheld)
  if (n === undefined) return { name, n: 'withheld', rate: '' }
  if (share.stage !== 'started' || share.ofStage !== undefined)
    return { name, n: String(n), rate: rateText(n, ofN, share.ofName) }
  return {
    name,
    n: String(n),
    rate: share.route === 'open' ? noDenominator : routesText(place, rows, isWithheld),
  }
}

/** Such as `40 % of 120 listed`; empty where there is no rate. */
function rateText(n: number, ofN: number | undefined, ofName: string | undefined): string {
  if (ofN === undefined || ofN === 0 || ofName === undefined) return ''
  return `${Math.round((100 * n) / ofN)} % of ${ofN} ${ofName.toLowerCase()}`
}

/** What a table's cell of starts says of its routes, such as `19 by personal link, 33 % of 57 listed; 7 by open link`. */
function routesText(place: Place, rows: readonly FunnelRow[], isWithheld: IsWithheld): string {
  if (rows.some(({ route, stage, n }) => route === 'unknown' && stage === 'started' && n > 0)) return ''
  const told = (['personal', 'open'] as const).map((route) => {
    const share = sharesOf(rows, route).find(({ stage }) => stage === 'started')!
    const { n, ofN } = withhold(share, place, isWithheld)
    const words = `by ${route} link`
    if (n === undefined) return `${words} withheld`
    const rate = rateText(n, ofN, share.ofName)
    return rate === '' ? `${n} ${words}` : `${n} ${words}, ${rate}`
  })
  return told.join('; ')
}

/** Returns the response rate in words; undefined where it is not known or withheld. */
export function responseText(share: StageShare | undefined, isWithheld: IsWithheld): string | undefined {
  if (share === undefined) return undefined
  const { n, ofN } = withhold(share, {}, isWithheld)
  if (n === undefined || ofN === undefined) return undefined
  return `Response rate: ${n} completed by a personal link, ${rateText(n, ofN, share.ofName)}.`
}
