import { haveAnswers, withoutItem } from './tables.ts'
import type { Variant } from './variant.ts'
import { triedVariant, type Workbench } from './workbench.ts'

/** The planned analysis without each comparator in turn: its answers are left out and everything is fitted anew. */
export function comparatorVariants(bench: Workbench): (() => Variant)[] {
  const { given } = bench
  return given.primary.table.items
    .filter((item) => !item.isTarget && item.workRvu !== null)
    .map(({ id }) => () => {
      const name = {
        id: `without-${id.toLowerCase()}`,
        kind: 'comparator' as const,
        name: `Without ${given.itemNames[id] ?? id}`,
        differs: 'The answers about this comparator are left out and everything is fitted anew.',
      }
      return triedVariant(bench, name, { from: withoutItem(given.primary.table, id) })
    })
}

/** The same analysis of the answers on every other construct. */
export function constructVariants(bench: Workbench): (() => Variant)[] {
  const { others, primary } = bench.given
  return others.map((other) => () => {
    const name = {
      id: `construct-${other.slug.replaceAll('_', '-')}`,
      kind: 'construct' as const,
      name: other.name,
      differs: `The answers on “${other.name}” instead of “${primary.name}”.`,
    }
    // Whoever the plan takes and who answered on that construct: the same as where its own result is shown.
    const answered = haveAnswers(other.table)
    return triedVariant(bench, name, { from: other.table, keep: (row) => answered[row]! })
  })
}
