import type { Comparator } from './definition.ts'

/**
 * Returns the wRVU of a comparator, and the plain sum of its codes' wRVUs before the multiple-procedure rule.
 * Under the rule the highest code with CMS indicator 2 counts in full and the others with indicator 2 by half;
 * codes with another indicator (add-on codes) count in full. Source: CMS multiple-procedure payment rule as the
 * 0202T study applies it.
 */
export function comparatorWrvu(comparator: Comparator): { wrvu: number; sumBeforeRule: number } {
  const sumBeforeRule = sum(comparator.codes.map((code) => code.wrvu))
  if (!comparator.multipleProcedureRule) return { wrvu: sumBeforeRule, sumBeforeRule }
  const reduced = comparator.codes.filter((code) => code.multipleProcedureIndicator === 2)
  const highest = Math.max(0, ...reduced.map((code) => code.wrvu))
  const reduction = (sum(reduced.map((code) => code.wrvu)) - highest) / 2
  return { wrvu: rounded(sumBeforeRule - reduction), sumBeforeRule }
}

function sum(values: number[]): number {
  return rounded(values.reduce((total, value) => total + value, 0))
}

/** wRVUs are published with two decimals and halved at most once; four decimals are exact. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
