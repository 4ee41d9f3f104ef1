import { type NoEstimate, noEstimate } from '../outcome.ts'

/**
 * One code of a comparator in a fee-schedule year. `multipleProcedureIndicator` is CMS's: 2 = the usual
 * multiple-procedure reduction applies, 0 = it does not (as for add-on codes).
 */
export type CodeValue = { code: string; workRvu: number; multipleProcedureIndicator: number }

/** What a bundle is worth and how much of each code was counted. */
export type BundleValue = {
  outcome: 'value'
  year: number
  workRvu: number
  parts: { code: string; workRvu: number; share: number }[]
  multipleProcedureRule: boolean
}

/**
 * Work RVU of a code or of a bundle of codes billed together in the given year. With the multiple-procedure
 * rule, among codes with indicator 2 the highest counts in full and the others half; all others, add-on codes
 * among them, count in full. Source: CMS Claims Processing Manual ch. 12, 40.6; METHODS section 4.
 * Named outcomes: `empty` (no code), `value-out-of-range` (a work RVU that is missing, negative or no number).
 */
export function valueBundle(
  codes: readonly CodeValue[],
  year: number,
  multipleProcedureRule = true,
): BundleValue | NoEstimate {
  if (codes.length === 0) return noEstimate('empty', 'A comparator needs at least one code.')
  const bad = codes.find((code) => !Number.isFinite(code.workRvu) || code.workRvu < 0)
  if (bad) return noEstimate('value-out-of-range', `Code ${bad.code} has no work RVU for ${year}.`)
  const reducible = codes.filter((code) => code.multipleProcedureIndicator === 2)
  const highest = reducible.reduce<CodeValue | undefined>(
    (top, code) => (top && top.workRvu >= code.workRvu ? top : code),
    undefined,
  )
  const parts = codes.map((code) => {
    const isReduced = multipleProcedureRule && code.multipleProcedureIndicator === 2 && code !== highest
    return { code: code.code, workRvu: code.workRvu, share: isReduced ? 0.5 : 1 }
  })
  const workRvu = parts.reduce((sum, part) => sum + part.share * part.workRvu, 0)
  return { outcome: 'value', year, workRvu, parts, multipleProcedureRule }
}
