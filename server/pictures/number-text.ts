/*
 * How numbers are rounded, on pages, in pictures, reports and files for people (files for programs have every digit):
 * - What is read off a line has the decimals that its own interval supports, its half-width to two significant figures
 *   (`decimals` of an implied wRVU): the value, its limits, and beside it the comparators' mean and the values of other
 *   comparators or respondents left out. Another analysis has the fewer of the plan's decimals and its own.
 * - The published wRVU of a procedure has two decimals, as CMS prints it.
 * - Measures, errors, thresholds, infit, outfit and R² have two decimals, reliabilities and MADaQ3 three in tables.
 * - A difference is taken before it is rounded, so that it may differ by one in its last digit from the difference of
 *   two printed numbers; tables with differences say so.
 */

/** Returns the decimals that two results which stand beside one another both support. */
export function sharedDecimals(one: { decimals: number }, other: { decimals: number }): number {
  return Math.min(one.decimals, other.decimals)
}

/** Larger numbers are written with a power of ten. */
const largest = 1e7

/** Returns a number as people read it: with a true minus sign, `−0.994`; huge ones as `1.2e+9`. */
export function numberText(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return 'no number'
  const text = Math.abs(value) >= largest ? value.toExponential(1) : value.toFixed(decimals)
  return /[1-9]/.test(text) ? text.replace(/^-/, '−') : text.replace('-', '')
}

/** Returns a place on a scale with no more than two decimals: `0`, `−0.4`, `1.25`. */
export function measureText(value: number): string {
  const text = numberText(value, 2)
  return text.includes('e') ? text : text.replace(/\.?0+$/, '')
}

/** Returns an interval as people read it. */
export function rangeText(limits: readonly [low: number, high: number], decimals: number): string {
  return `${numberText(limits[0], decimals)} to ${numberText(limits[1], decimals)}`
}

/** Whether a number can be drawn: beyond this, differences of numbers are no longer numbers. */
export function isDrawable(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value) && Math.abs(value) <= 1e100
}

/** `1 surgeon`, `2 surgeons`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** What a reliability below 0 says; the number itself is printed, so that it can be made again. */
export const reliabilityBelowZero =
  'A reliability below 0 counts as 0: the measures differ less than their errors alone would make them differ, so that they are not told apart.'

/**
 * A reliability as it is printed everywhere. Observed less error variance may be below 0, as TAM and eRm print it;
 * Winsteps and Facets cut it at 0. Here both are said.
 */
export function reliabilityText(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined) return '–'
  return `${numberText(value, decimals)}${value < 0 ? ', counts as 0' : ''}`
}
