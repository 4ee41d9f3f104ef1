import type { Definition } from '../studies/definition.ts'
import type { StageShare } from './funnel-shares.ts'
import type { StageCell } from './part-pages.ts'
import { type IsWithheld, type Place, withhold } from './withheld.ts'

/** Returns a count with its rate in words; where there is none, `whyNoRate` stands there. */
export function toCell(share: StageShare, place: Place, isWithheld: IsWithheld, whyNoRate = ''): StageCell {
  const { name } = share
  const { n, ofN } = withhold(share, place, isWithheld)
  if (n === undefined) return { name, n: 'withheld', rate: '' }
  const rate =
    share.route === 'open' && share.stage === 'started' ? whyNoRate : rateText(n, ofN, share.ofName)
  return { name, n: String(n), rate }
}

/** Returns the response rate of a part of a study as a cell of a table; a dash where nobody is listed. */
export function responseCell(share: StageShare | undefined, place: Place, isWithheld: IsWithheld): StageCell {
  const name = 'Response rate'
  if (share === undefined) return { name, n: '–', rate: '' }
  const { n, ofN } = withhold(share, place, isWithheld)
  if (n === undefined || ofN === undefined) return { name, n: 'withheld', rate: '' }
  return { name, n: `${Math.round((100 * n) / ofN)} %`, rate: `${n} of ${ofN} listed` }
}

/** Such as `40 % of 120 listed`; empty where there is no rate. */
function rateText(n: number, ofN: number | undefined, ofName: string | undefined): string {
  if (ofN === undefined || ofN === 0 || ofName === undefined) return ''
  return `${Math.round((100 * n) / ofN)} % of ${ofN} ${ofName.toLowerCase()}`
}

/** Returns the response rate in words; undefined where it is not known or withheld. */
export function responseText(share: StageShare | undefined, isWithheld: IsWithheld): string | undefined {
  if (share === undefined) return undefined
  const { n, ofN } = withhold(share, {}, isWithheld)
  if (n === undefined || ofN === undefined) return undefined
  return `Response rate: ${n} completed by a personal link, ${rateText(n, ofN, share.ofName)}.`
}

/** Returns what a society is called in short. */
export function societyName(definition: Definition, slug: string): string {
  return definition.societies.find((one) => one.slug === slug)?.shortName ?? slug
}
