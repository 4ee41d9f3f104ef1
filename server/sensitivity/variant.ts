import type { Value } from './estimate.ts'

export type VariantKind =
  | 'plan'
  | 'ties'
  | 'model'
  | 'estimator'
  | 'answers'
  | 'respondents'
  | 'society'
  | 'without-society'
  | 'language'
  | 'specialty'
  | 'comparator'
  | 'construct'

/** The analysis done in one other way. */
export interface Variant {
  /** small letters, digits and hyphens */
  id: string
  kind: VariantKind
  name: string
  /** how it differs from the plan, one sentence */
  differs: string
  result: VariantResult
}

/** What came of a variant; whatever is no value says why. */
export type VariantResult =
  | (Value & {
      /** wRVU, this value less the plan's; null where the plan has none */ difference: number | null
    })
  | { outcome: 'none' | 'same' | 'withheld' | 'not-asked' | 'too-few'; sentence: string }
