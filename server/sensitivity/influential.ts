import { numberText } from '../pictures/number-text.ts'
import type { Value } from './estimate.ts'
import type { Influence, LeftOut } from './influence.ts'
import { signed } from './variant-rows.ts'

/** One set of surgeons left out, as tables show it. */
export interface InfluentialRow {
  /** how many, and which way they move the value */
  name: string
  /** pseudonyms, in the order in which they were added */
  respondents: string
  value: string
  difference: string
}

/**
 * Returns the sets of surgeons whose leaving out moves the planned value furthest, under their pseudonyms, so that
 * somebody with the bundle can leave them out too: one to five, down and up.
 */
export function influentialRows({ sets }: Influence, plan: Value): InfluentialRow[] {
  const rows = (direction: number, way: string) =>
    sets
      .filter(({ change }) => direction * change > 0)
      .sort((a, b) => a.respondents.length - b.respondents.length)
      .map((one) => toRow(one, plan, way))
  return [...rows(-1, 'lower'), ...rows(1, 'higher')]
}

function toRow({ respondents, predicted, change }: LeftOut, plan: Value, way: string): InfluentialRow {
  return {
    name: `${respondents.length} left out, ${way}`,
    respondents: respondents.join(', '),
    value: numberText(predicted, plan.decimals),
    difference: signed(change, plan.decimals),
  }
}
