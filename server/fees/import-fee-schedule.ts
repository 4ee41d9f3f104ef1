import type { FeeCodeRow } from '../../db/queries/fees.ts'
import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { type RelativeValues, readRelativeValues } from './relative-value-file.ts'

/** What somebody says about a relative value file. */
export interface FeeScheduleWishes {
  /** undefined: the year that the file's title names */
  year: number | undefined
  /** undefined: "CMS PFS Relative Value File" and the year */
  source: string | undefined
  /** the licence under which descriptors may be kept; undefined: they are not kept */
  descriptorLicence: string | undefined
}

/** What was imported. */
export interface ImportedSchedule {
  year: number
  codes: number
  withModifier: number
}

/**
 * Imports a relative value file; an earlier import of the same year gives way, all or nothing. What takes long is
 * reading; the codes are then kept by one statement, so that surgeons answer meanwhile.
 */
export async function importFeeSchedule(
  context: Context,
  content: Buffer,
  wishes: FeeScheduleWishes,
  actor: string,
  report: Report = () => undefined,
): Promise<ImportedSchedule> {
  const values = await readRelativeValues(content, (done) =>
    report({ step: 'Reading the file', done, unit: 'rows' }),
  )
  const year = requireYear(values, wishes)
  report({ step: 'Keeping the codes', done: values.codes.length, total: values.codes.length, unit: 'codes' })
  await context.write(() => keep(context, values, { ...wishes, year }, actor))
  return { year, codes: values.codes.length, withModifier: values.withModifier }
}

/** Returns a code as a year's fee schedule has it, or undefined. */
export function findFeeCode(context: Context, code: string, year: number): FeeCodeRow | undefined {
  return context.queries.fees.findCode.get(code.toUpperCase(), year)
}

function requireYear(values: RelativeValues, { year }: FeeScheduleWishes): number {
  if (year !== undefined && values.year !== undefined && year !== values.year)
    throw new Refusal(
      'invalid',
      `You entered the year ${year}, but the file’s title says ${values.year}. Nothing was imported.`,
    )
  const found = year ?? values.year
  if (found === undefined) throw new Refusal('invalid', 'The file names no year. Enter it.')
  return found
}

function keep(
  context: Context,
  values: RelativeValues,
  wishes: FeeScheduleWishes & { year: number },
  actor: string,
): void {
  const { fees } = context.queries
  const { year, descriptorLicence } = wishes
  fees.deleteYear.run(year)
  const source = wishes.source ?? `CMS PFS Relative Value File, ${year}`
  const made = fees.insertSchedule.run(
    year,
    source,
    values.sha256,
    descriptorLicence ?? null,
    context.now(),
    actor,
  )
  const rows = values.codes.map((one) => [
    one.code,
    one.status,
    one.wrvu,
    one.globalDays,
    one.multipleProcedure,
    descriptorLicence === undefined || one.descriptor === '' ? null : one.descriptor,
  ])
  fees.insertCodes.run(Number(made.lastInsertRowid), JSON.stringify(rows))
  logEvent(context, actor, 'fee schedule imported', null, {
    year,
    codes: rows.length,
    sha256: values.sha256,
    descriptors: descriptorLicence === undefined ? 'not kept' : 'kept under a licence',
  })
}
