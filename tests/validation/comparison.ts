/** One quantity compared with its reference: the element that differs most stands for all. */
export type Comparison = {
  source: string
  quantity: string
  count: number
  ours: number
  reference: number
  difference: number
  tolerance: number
  relative: boolean
}

export type Recorder = {
  rows: Comparison[]
  /** Compares absolutely; entries of the reference that are null are skipped. */
  absolute(quantity: string, ours: Values, reference: unknown, tolerance: number): void
  /** Compares relative to the reference. */
  relative(quantity: string, ours: Values, reference: unknown, tolerance: number): void
}

type Values = number | null | ArrayLike<number | null>

export function recordComparisons(source: string): Recorder {
  const rows: Comparison[] = []
  const record = (
    quantity: string,
    ours: Values,
    reference: unknown,
    tolerance: number,
    relative: boolean,
  ) => {
    rows.push({
      source,
      quantity,
      tolerance,
      relative,
      ...worst(toList(ours), toList(reference), relative, `${source} ${quantity}`),
    })
  }
  return {
    rows,
    absolute: (quantity, ours, reference, tolerance) => record(quantity, ours, reference, tolerance, false),
    relative: (quantity, ours, reference, tolerance) => record(quantity, ours, reference, tolerance, true),
  }
}

function worst(ours: (number | null)[], reference: (number | null)[], relative: boolean, name: string) {
  if (ours.length !== reference.length)
    throw new Error(`${name}: ${ours.length} values against ${reference.length}`)
  let result = { count: 0, ours: 0, reference: 0, difference: -1 }
  let count = 0
  reference.forEach((expected, k) => {
    if (expected === null) return
    count++
    const got = ours[k] ?? Number.NaN
    const difference = Math.abs(got - expected) / (relative ? Math.abs(expected) : 1)
    if (!(difference <= result.difference)) result = { count, ours: got, reference: expected, difference }
  })
  return { ...result, count }
}

/** Gold files hold a number, a list, a list of lists (thresholds) or an object keyed by item. */
function toList(value: unknown): (number | null)[] {
  if (value === null || typeof value === 'number') return [value]
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>)
  if (Array.isArray(value)) return value.flatMap(toList)
  if (typeof value === 'object') return Object.values(value as object).flatMap(toList)
  throw new Error(`Not comparable: ${String(value)}`)
}
