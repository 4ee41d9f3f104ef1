import type { Comparator } from '../studies/definition.ts'
import type { FieldRead } from './field-kinds.ts'
import { readNumber } from './field-kinds.ts'

type CodeOfBundle = Comparator['codes'][number]

/** A code as it is printed, in capitals. */
const code = /^[0-9A-Z]{4,5}$/

/** Returns the codes of a target as they are typed: `22612 + 22614`. */
export function showCodes(value: unknown): string {
  return Array.isArray(value) ? value.join(' + ') : ''
}

/** Reads codes joined by +, commas or blanks. */
export function readCodes(typed: string): FieldRead {
  const codes = splitCodes(typed)
  const wrong = codes.find((one) => !code.test(one))
  if (wrong !== undefined)
    return { problem: `“${wrong}” is not a code. Write codes as printed, such as 62380 or 22612+22614` }
  return { value: codes.length === 0 ? undefined : codes }
}

/** Returns codes of a text in capitals, whatever joins them. */
export function splitCodes(typed: string): string[] {
  return typed
    .toUpperCase()
    .split(/[\s+,;/]+/)
    .filter((one) => one !== '')
}

/** Returns a comparator's codes, one a line with wRVU and CMS indicator: `22612 23.53 2`. */
export function showBundle(value: unknown): string {
  if (!Array.isArray(value)) return ''
  return (value as CodeOfBundle[])
    .map((one) => [one.code, one.wrvu ?? '', one.multipleProcedureIndicator ?? ''].join(' ').trim())
    .join('\n')
}

/** Reads a comparator's codes, one a line; the indicator is 2 for the first code and 0 for others unless stated. */
export function readBundle(typed: string): FieldRead {
  const codes: CodeOfBundle[] = []
  for (const line of typed.split('\n').filter((one) => one.trim() !== '')) {
    const [name = '', wrvu, indicator, ...rest] = line.trim().split(/[\s;]+/)
    const read = readCode({ code: name, wrvu, indicator }, codes.length === 0)
    if ('problem' in read) return { problem: `“${line.trim()}”: ${read.problem}` }
    if (rest.length > 0)
      return { problem: `“${line.trim()}”: write one code a line, with its wRVU and indicator` }
    codes.push(read.value)
  }
  return { value: codes.length === 0 ? undefined : codes }
}

/** Reads one code of a bundle; the indicator says how CMS pays it beside others. */
export function readCode(
  cells: { code: string; wrvu: string | undefined; indicator: string | undefined },
  isFirst: boolean,
): { value: CodeOfBundle } | { problem: string } {
  const name = cells.code.toUpperCase()
  if (!code.test(name))
    return { problem: 'a code has four or five digits or letters, such as 62380 or 0202T' }
  const wrvu = readNumber(cells.wrvu ?? '')
  if ('problem' in wrvu || wrvu.value === undefined)
    return { problem: `${name} needs its work RVU, such as 15.37` }
  if (wrvu.value < 0 || wrvu.value > 500) return { problem: 'a work RVU lies between 0 and 500' }
  const indicator = cells.indicator === undefined || cells.indicator === '' ? undefined : cells.indicator
  if (indicator !== undefined && !['0', '2', '9'].includes(indicator))
    return { problem: 'the CMS indicator is 2 (paid by half beside a larger one), 0 or 9 (paid in full)' }
  const stated = indicator === undefined ? (isFirst ? 2 : 0) : (Number(indicator) as 0 | 2 | 9)
  return { value: { code: name, wrvu: wrvu.value, multipleProcedureIndicator: stated } }
}
