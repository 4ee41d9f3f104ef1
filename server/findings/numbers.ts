import { numberText } from '../pictures/number-text.ts'

/** Returns a number with so many decimals as every page prints it (`number-text.ts`); a dash where there is none. */
export function fixed(value: number | null | undefined, decimals: number): string {
  return value === null || value === undefined ? '–' : numberText(value, decimals)
}

/** Returns limits as people read them: `5.8 to 45.3`. */
export function range([low, high]: readonly [number, number], decimals: number): string {
  return `${fixed(low, decimals)} to ${fixed(high, decimals)}`
}

/** Returns a share as a whole percentage; a dash where there is none. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(100 * share)} %`
}

/** Returns a positive number with two significant figures, as widths are told: 39, 6.2, 0.35. */
export function twoFigures(value: number): string {
  const decimals = value > 0 ? Math.max(0, 1 - Math.floor(Math.log10(value))) : 1
  return value.toFixed(Math.min(6, decimals))
}

/** Returns a count with its word: `1 surgeon`, `3 surgeons`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`
}
