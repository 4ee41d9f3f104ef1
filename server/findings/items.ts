import { comparatorWrvu } from '../studies/comparator-wrvu.ts'
import type { Comparator, Definition } from '../studies/definition.ts'
import { codesText, textIn } from '../studies/definition-text.ts'

/** A target as results name it, in the study's first language where it has several. */
export interface TargetFacts {
  id: string
  /** such as `62380`, or `22612 + 22840` of a bundle */
  codes: string
  label: string
  /** what tells it from other targets of the same code; '' where nothing does */
  variant: string
  /** the codes, with the variant where there is one */
  name: string
}

/** A comparator as results name it. */
export interface ComparatorFacts {
  id: string
  codes: string
  label: string
  /** after the multiple-procedure rule where it applies */
  wrvu: number
  wrvuYear: number
  isBundle: boolean
  /** the 50 % multiple-procedure rule is applied to the bundle */
  multipleProcedureRule: boolean
  sumBeforeRule: number
  source: string
  /** why it is left out of this analysis; undefined where it takes part */
  leftOut: string | undefined
}

/** A construct as results name it. */
export interface ConstructFacts {
  slug: string
  name: string
  isPrimary: boolean
}

/** Returns the targets of a study. */
export function targetsOf(definition: Definition): TargetFacts[] {
  return definition.targets.map((target) => {
    const codes = codesText(target)
    const variant = textIn(target.variant, 'en', definition)
    const label = textIn(target.label, 'en', definition)
    return { id: target.id, codes, label, variant, name: variant === '' ? codes : `${codes}, ${variant}` }
  })
}

/** Returns every comparator of a study, with those left out marked. */
export function comparatorsOf(
  definition: Definition,
  leftOut: readonly { item: string; reason: string }[],
): ComparatorFacts[] {
  return definition.comparators.map((comparator: Comparator) => ({
    id: comparator.id,
    codes: codesText(comparator),
    label: textIn(comparator.label, 'en', definition),
    ...comparatorWrvu(comparator),
    wrvuYear: comparator.wrvuYear,
    isBundle: comparator.codes.length > 1,
    multipleProcedureRule: comparator.multipleProcedureRule,
    source: comparator.source,
    leftOut: leftOut.find(({ item }) => item === comparator.id)?.reason,
  }))
}

/** Returns the constructs of a study, the primary one first. */
export function constructsOf(definition: Definition): ConstructFacts[] {
  return definition.constructs
    .map(({ slug, name }) => ({
      slug,
      name: textIn(name, 'en', definition),
      isPrimary: slug === definition.primaryConstruct,
    }))
    .sort((one, other) => Number(other.isPrimary) - Number(one.isPrimary))
}
