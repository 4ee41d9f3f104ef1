import { type ImpliedWrvu, impliedWrvu, type ReadOutPoint } from '../measurement/value/implied-wrvu.ts'
import { valueBundle } from '../measurement/value/procedure-value.ts'
import { Refusal } from '../refusal.ts'
import { readTable, type TableRow } from './read-table.ts'

/** What is asked of a table; the answer is a function of the two. */
export interface RecomputeChoice {
  /** how the target is called */
  target: string
  /** the measure at which the line is read in logits, or the mean of the comparators */
  at: number | 'mean'
  /** standard error of that measure, 0 where it is not known */
  error: number
  /** whether the 50 % multiple-procedure rule is applied to bundles */
  rule: boolean
}

/** A comparator with what the line says about it. */
export interface RecomputedComparator {
  name: string
  measure: number
  error: number | null
  wrvu: number
  fitted: number
  residual: number
  /** implied wRVU without it and its 95 % prediction interval; null where too few would be left */
  without: { value: number; low: number; high: number } | null
}

/** The regression of a published table, recomputed. */
export interface Recomputed {
  choice: RecomputeChoice
  value: ImpliedWrvu
  comparators: RecomputedComparator[]
  /** every comparator came with a standard error */
  hasErrors: boolean
  unused: string[]
}

/** Reads a table of comparators and computes the implied wRVU from it. Refuses in sentences, one for each row that is wrong. */
export function recompute(text: string, choice: RecomputeChoice): Recomputed {
  const { rows, unused } = readTable(text)
  const points = rows.map((row) => ({ ...row, wrvu: 0 }))
  const problems: string[] = []
  for (const point of points) point.wrvu = wrvuOf(point, choice.rule, problems)
  if (problems.length > 0)
    throw new Refusal('invalid', 'The 50 % rule needs to know which codes it applies to.', problems)
  const value = read(points, choice)
  if (value.outcome !== 'value') throw new Refusal('invalid', value.sentence)
  return {
    choice,
    value,
    comparators: points.map((point, index) => ({
      name: point.name,
      measure: point.measure,
      error: point.error ?? null,
      wrvu: point.wrvu,
      fitted: point.wrvu - value.line.residuals[index]!,
      residual: value.line.residuals[index]!,
      without: withoutOne(points, index, choice),
    })),
    hasErrors: points.every((point) => point.error !== undefined),
    unused,
  }
}

/** The wRVU of a row: its only value, or that of its bundle with or without the rule. */
function wrvuOf({ row, name, wrvus, indicators }: TableRow, rule: boolean, problems: string[]): number {
  if (wrvus.length === 1) return wrvus[0]!
  if (rule && !indicators) {
    problems.push(
      `Row ${row}: ${name} has no indicators. Add a column indicator such as 2+0+0: 2 for a code that the rule halves, 0 for an add-on code.`,
    )
    return 0
  }
  const bundle = valueBundle(
    wrvus.map((workRvu, index) => ({
      code: name,
      workRvu,
      multipleProcedureIndicator: indicators?.[index] ?? 0,
    })),
    0,
    rule,
  )
  return bundle.outcome === 'value' ? bundle.workRvu : 0
}

type Point = TableRow & { wrvu: number }

function read(points: readonly Point[], { at, error }: RecomputeChoice): ReturnType<typeof impliedWrvu> {
  const point: ReadOutPoint = at === 'mean' ? { kind: 'centroid' } : { kind: 'target', measure: at, error }
  return impliedWrvu(
    {
      measures: points.map((one) => one.measure),
      errors: points.map((one) => one.error ?? 0),
      workRvu: points.map((one) => one.wrvu),
    },
    point,
  )
}

function withoutOne(
  points: readonly Point[],
  index: number,
  choice: RecomputeChoice,
): RecomputedComparator['without'] {
  const rest = read(
    points.filter((_, other) => other !== index),
    choice,
  )
  if (rest.outcome !== 'value') return null
  const [low, high] = rest.readOut.predictionLimitsWithError
  return { value: rest.readOut.predicted, low, high }
}
