import type { TargetFacts } from '../findings/items.ts'

/** What tells the targets of a study apart where there is little room, and what they have in common. */
export interface TargetLabels {
  /** the codes and the label of all; undefined where they differ in more than a variant */
  common: { codes: string; label: string } | undefined
  of: (target: Pick<TargetFacts, 'id'>) => string
}

/** Returns the variants of one procedure by themselves, and other targets by their names. */
export function targetLabels(targets: readonly TargetFacts[]): TargetLabels {
  const [first] = targets
  const isOne = targets.every(
    ({ codes, label, variant }) => codes === first?.codes && label === first.label && variant !== '',
  )
  const names = new Map(targets.map(({ id, name, variant }) => [id, isOne ? variant : name]))
  return {
    common: first && isOne && targets.length > 1 ? { codes: first.codes, label: first.label } : undefined,
    of: ({ id }) => names.get(id) ?? id,
  }
}
