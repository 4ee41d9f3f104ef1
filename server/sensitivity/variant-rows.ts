import { numberText, rangeText } from '../pictures/number-text.ts'
import type { TargetSensitivity } from './pack.ts'
import type { TablePart, VariantRow } from './pages.ts'
import type { VariantKind, VariantResult } from './variant.ts'

/** Kinds of variants by the part of the table they stand in. */
const parts: { heading: string; kinds: VariantKind[] }[] = [
  { heading: 'Ties, model and estimator', kinds: ['ties', 'model', 'estimator'] },
  { heading: 'Whose answers, and which', kinds: ['answers', 'respondents'] },
  { heading: 'By specialty', kinds: ['specialty'] },
  { heading: 'By language', kinds: ['language'] },
  { heading: 'By society', kinds: ['society'] },
  { heading: 'One society left out', kinds: ['without-society'] },
  { heading: 'One comparator left out', kinds: ['comparator'] },
  { heading: 'Another construct', kinds: ['construct'] },
]

/** Returns the analyses of a target as rows, in parts; the plan stands first. */
export function variantParts(given: TargetSensitivity): TablePart[] {
  const { plan } = given
  const planned: VariantResult = plan.outcome === 'value' ? { ...plan, difference: 0 } : plan
  const first = toRow(
    { name: 'The planned analysis', differs: 'As frozen before the first answer.', result: planned },
    given,
    true,
  )
  const others = parts.map(({ heading, kinds }) => ({
    heading,
    rows: given.variants
      .filter(({ kind }) => kinds.includes(kind))
      .map((variant) => toRow(variant, given, false)),
  }))
  const all = [{ heading: 'As planned', rows: [first] }, ...others.filter(({ rows }) => rows.length > 0)]
  return all.map(({ heading, rows }) => sayOnce(heading, rows))
}

/** What all rows of a part differ by stands under its heading. */
function sayOnce(heading: string, rows: VariantRow[]): TablePart {
  const [first] = rows
  const isShared = rows.length > 1 && rows.every(({ differs }) => differs === first!.differs)
  if (!isShared) return { heading, note: '', rows }
  return { heading, note: first!.differs, rows: rows.map((row) => ({ ...row, differs: '' })) }
}

function toRow(
  { name, differs, result }: { name: string; differs: string; result: VariantResult },
  { plan }: TargetSensitivity,
  isPlan: boolean,
): VariantRow {
  const named = { name, differs, isPlan }
  const none = {
    respondents: '',
    comparators: '',
    value: '',
    interval: '',
    difference: '',
    r2: '',
    baseline: '',
  }
  if (result.outcome !== 'value') return { ...named, ...none, why: result.sentence }
  // All rows to the plan's decimals, so that they can be compared by eye; a wider interval supports no more than that.
  const decimals = plan.outcome === 'value' ? Math.min(plan.decimals, result.decimals) : result.decimals
  return {
    ...named,
    respondents: String(result.respondents),
    comparators: String(result.comparators),
    value: numberText(result.predicted, decimals),
    interval: rangeText([result.low, result.high], decimals),
    difference: isPlan || result.difference === null ? '' : signed(result.difference, decimals),
    r2: numberText(result.r2, 2),
    baseline: numberText(result.baseline, decimals),
    why: '',
  }
}

/** Returns a difference with its sign; one that rounds to nothing has none. */
export function signed(difference: number, decimals: number): string {
  const text = numberText(difference, decimals)
  return /[1-9]/.test(text) && difference > 0 ? `+${text}` : text
}
