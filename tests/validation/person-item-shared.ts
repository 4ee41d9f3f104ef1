import {
  type CalibrationSet,
  chooseCalibrationSet,
} from '../../server/measurement/person-item/calibration-set.ts'
import type { PersonItemFit } from '../../server/measurement/person-item/item-estimates.ts'
import { type PersonMeasures, toRows } from '../../server/measurement/person-item/person-measures.ts'
import type { Responses } from '../../server/measurement/person-item/responses.ts'
import type { ItemModel } from '../../server/measurement/person-item/threshold-map.ts'
import type { fitAtMeasures } from '../../server/measurement/quality/person-item-fit.ts'
import type { Recorder } from './comparison.ts'
import type { Gold } from './fixtures.ts'

/** References are printed to nine digits, so a large log-likelihood is known to half its last one. */
export function loglikTolerance(reference: number): number {
  return Math.max(1e-4, 5e-9 * Math.abs(reference))
}

export type Fit = PersonItemFit

export function modelOf(key: string, responses: Responses): ItemModel {
  if (responses.maxScore === 1) return 'dichotomous'
  return key.includes('pcm') ? 'pcm' : 'rsm'
}

export function calibrate(
  responses: Responses,
  persons: 'all' | 'non-extreme',
  completeRows = false,
): CalibrationSet {
  const set = chooseCalibrationSet(responses, { persons, completeRows })
  if ('outcome' in set) throw new Error(set.sentence)
  return set
}

export function comparePersonFit(
  record: Recorder,
  key: string,
  gold: Gold,
  persons: ReturnType<typeof fitAtMeasures>['persons'],
): void {
  if (!gold) return
  const rows = gold.row as number[]
  const at = (values: ArrayLike<number>) => rows.map((row) => values[row - 1]!)
  record.absolute(`${key} person infit`, at(persons.infit), gold.infit, 1e-4)
  record.absolute(`${key} person infit_z`, at(persons.infitZ), gold.infit_z, 1e-3)
  record.absolute(`${key} person outfit`, at(persons.outfit), gold.outfit, 1e-3)
  record.absolute(`${key} person outfit_z`, at(persons.outfitZ), gold.outfit_z, 1e-2)
}

/**
 * One respondent of the dichotomised file answered one item only. Warm's equation then has the closed
 * solution b -+ ln 3 with error 1/sqrt(3/16), which the reference misses (its iteration stopped early),
 * so that row is left out, and takes the reference's value where a reliability over all rows is compared.
 */
function isMisprint(fit: Fit, row: number): boolean {
  const group = fit.groups.groupOfRow[row]!
  return (
    group >= 0 && fit.map.steps === 1 && fit.groups.answeredItems[fit.groups.pattern[group]!]!.length === 1
  )
}

export function compareWarm(
  record: Recorder,
  key: string,
  fit: Fit,
  persons: PersonMeasures,
  gold: Gold,
): void {
  const known = (values: (number | null)[]) => values.map((value, n) => (isMisprint(fit, n) ? null : value))
  const first = (values: Float64Array) => toRows(fit.groups, values).slice(0, gold.theta.length)
  record.absolute(`${key} theta`, first(persons.measures), known(gold.theta), 1e-5)
  record.absolute(`${key} se`, first(persons.errors), known(gold.se), 1e-5)
}

export function trusted(fit: Fit, persons: PersonMeasures, gold: Gold) {
  const rows = (values: Float64Array, reference: number[]) =>
    toRows(fit.groups, values)
      .map((value, n) => (isMisprint(fit, n) ? reference[n]! : value))
      .filter((value) => value !== null)
  return { measures: rows(persons.measures, gold.theta), errors: rows(persons.errors, gold.se) }
}
