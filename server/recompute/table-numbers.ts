/** Says what is wrong with a row. */
type Say = (sentence: string) => void

const withPoint = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const withComma = /^[+-]?(\d+,\d+|,\d+)$/

/** Largest size of a number that a measure or wRVU may have; beyond it something else was pasted. */
const largest = 1e6

/**
 * Reads a number with a decimal point or a decimal comma; a true minus sign is one too. What is no number is said,
 * and NaN returned: the table is refused then.
 */
export function readNumber(text: string, what: string, say: Say): number {
  const plain = text.replace(/[\u2212\u2013]/g, '-').replace(/[\s\u00a0]/g, '')
  if (plain === '') {
    say(`${what} is missing.`)
    return Number.NaN
  }
  const value = withPoint.test(plain)
    ? Number(plain)
    : withComma.test(plain)
      ? Number(plain.replace(',', '.'))
      : Number.NaN
  if (Number.isNaN(value)) say(`${what} “${text}” is no number.${hintFor(plain)}`)
  else if (Math.abs(value) > largest) say(`${what} ${text} is too large.`)
  return value
}

function hintFor(text: string): string {
  return /^[+-]?[\d.,]+$/.test(text) ? ' Write it without a mark between the thousands.' : ''
}

/** Reads the values of a bundle's codes, such as `23.53+12.52+2.79`. */
export function readParts(text: string, what: string, say: Say): number[] {
  if (text === '') {
    say(`${what} is missing.`)
    return []
  }
  // A plus sign at the beginning, or after e of a power of ten, separates nothing.
  return text.split(/(?<=[\d.\s])(?<![eE])\+/).map((part) => readNumber(part, what, say))
}
