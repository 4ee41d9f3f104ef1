import type { Report } from '../jobs/jobs.ts'
import type { SensitivityCase } from './case.ts'
import { comparatorVariants, constructVariants } from './comparator-variants.ts'
import type { Estimate } from './estimate.ts'
import { differencesBetween, type GroupDifference } from './group-differences.ts'
import { type Dimension, groupVariants, withoutSocietyVariants } from './group-variants.ts'
import { type Influence, refitsOfSearch, searchInfluence } from './influence.ts'
import { estimatorVariants, modelVariants } from './model-variants.ts'
import { answerVariants, traitVariants } from './respondent-variants.ts'
import type { Variant } from './variant.ts'
import { setUp, type Workbench } from './workbench.ts'

/** How much the planned value of one target depends on how it was found. */
export interface TargetSensitivity {
  target: string
  targetName: string
  reading: SensitivityCase['reading']
  construct: string
  /** every comparator that has a work RVU, in the study's order */
  comparators: { id: string; name: string }[]
  plan: Estimate
  variants: Variant[]
  differences: GroupDifference[]
  influence: Influence | undefined
}

const dimensions: Dimension[] = ['society', 'language', 'specialty']

/** Tries out every variant of every case, in the order in which they are shown. */
export function sensitivityPack(
  cases: readonly SensitivityCase[],
  report: Report = () => undefined,
): TargetSensitivity[] {
  return cases.map((given) => tryCase(given, report))
}

function tryCase(given: SensitivityCase, report: Report): TargetSensitivity {
  const bench = setUp(given)
  const { target, targetName, reading } = given
  const comparators = given.primary.table.items.flatMap(({ id, isTarget, workRvu }) =>
    isTarget || workRvu === null ? [] : [{ id, name: given.itemNames[id] ?? id }],
  )
  const shared = { target, targetName, reading, construct: given.primary.name, comparators, plan: bench.plan }
  // Without a planned value there is nothing that variants could differ from, yet they tell what would have one.
  const todo = variantsOf(bench)
  const variants = todo.map((run, index) => {
    report({ step: `${targetName}: other analyses`, done: index, total: todo.length, unit: 'analyses' })
    return run()
  })
  report({ step: `${targetName}: differences between groups` })
  const differences = dimensions.flatMap((dimension) => differencesBetween(bench, dimension) ?? [])
  return { ...shared, variants, differences, influence: withProgress(bench, report) }
}

function variantsOf(bench: Workbench): (() => Variant)[] {
  return [
    ...modelVariants(bench),
    ...estimatorVariants(bench),
    ...answerVariants(bench),
    ...traitVariants(bench),
    ...groupVariants(bench, 'specialty'),
    ...groupVariants(bench, 'language'),
    ...groupVariants(bench, 'society'),
    ...withoutSocietyVariants(bench),
    ...comparatorVariants(bench),
    ...constructVariants(bench),
  ]
}

function withProgress(bench: Workbench, report: Report): Influence | undefined {
  const total = refitsOfSearch(bench.table.respondents.length)
  let done = 0
  return searchInfluence(bench, () => {
    if (done++ % 10 === 0)
      report({
        step: `${bench.given.targetName}: leaving out a few respondents`,
        done,
        total,
        unit: 'refits',
      })
  })
}
