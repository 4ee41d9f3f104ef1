import { comparatorWrvu } from '../studies/comparator-wrvu.ts'
import type { Comparator, Definition } from '../studies/definition.ts'
import { codesText, textIn } from '../studies/definition-text.ts'
import { targetNames } from '../studies/target-names.ts'

/** A target as results name it, in the study's first language where it has several. */
export interface TargetFacts {
  id: string
  /** such as `62380`, or `22612 + 22840` of a bundle */
  codes: string
  label: string
  /** what tells it from other targets of the same code; '' where nothing does */
  variant: string
  /** the codes with what tells it apart; no two targets of a study share it */
  name: string
  /** the codes alone where they tell it apart, else the name: for sentences */
  short: string
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
  const names = targetNames(definition)
  return definition.targets.map((target) => ({
    id: target.id,
    codes: codesText(target),
    label: textIn(target.label, 'en', definition),
    variant: textIn(target.variant, 'en', definition),
    ...names.get(target.id)!,
  }))
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
