import { numberText, rangeText } from '../pictures/number-text.ts'
import { decimalsOf, hasValue } from './account.ts'
import type { TargetSensitivity } from './pack.ts'
import type { TablePart, VariantRow } from './pages.ts'
import type { Variant, VariantKind, VariantResult } from './variant.ts'

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
    {
      id: 'plan',
      kind: 'plan',
      name: 'The planned analysis',
      differs: 'As frozen before the first answer.',
      result: planned,
    },
    given,
  )
  const others = parts.map(({ heading, kinds }) => ({
    heading,
    rows: given.variants.filter(({ kind }) => kinds.includes(kind)).map((variant) => toRow(variant, given)),
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

function toRow(variant: Variant, given: TargetSensitivity): VariantRow {
  const { name, differs, result } = variant
  const isPlan = variant.kind === 'plan'
  const named = { name, differs, isPlan }
  const none = {
    respondents: '',
    comparators: '',
    offLine: '',
    value: '',
    interval: '',
    difference: '',
    r2: '',
    baseline: '',
  }
  if (!hasValue(variant) || result.outcome !== 'value')
    return { ...named, ...none, why: result.outcome === 'value' ? '' : result.sentence }
  const decimals = isPlan ? result.decimals : decimalsOf(variant, given.plan)
  return {
    ...named,
    respondents: String(result.respondents),
    comparators: String(result.comparators),
    offLine: offLineText(variant, given),
    value: numberText(result.predicted, decimals),
    interval: rangeText([result.low, result.high], decimals),
    difference: isPlan || result.difference === null ? '' : signed(result.difference, decimals),
    r2: numberText(result.r2, 2),
    baseline: numberText(result.baseline, decimals),
    why: '',
  }
}

/** Which comparators have no place on the line beside the one that is left out on purpose; '' where all have one. */
function offLineText({ id, result }: Variant, { comparators }: TargetSensitivity): string {
  if (result.outcome !== 'value') return ''
  const missing = comparators.filter(
    (one) => !result.onLine.includes(one.id) && id !== `without-${one.id.toLowerCase()}`,
  )
  if (missing.length === 0) return ''
  return `Not on the line, having no finite measure: ${missing.map((one) => one.name).join(', ')}.`
}

/** Returns a difference with its sign; one that rounds to nothing has none. */
export function signed(difference: number, decimals: number): string {
  const text = numberText(difference, decimals)
  return /[1-9]/.test(text) && difference > 0 ? `+${text}` : text
}
