import { comparatorWrvu } from '../studies/comparator-wrvu.ts'
import type { Definition, Text } from '../studies/definition.ts'
import type { Cell } from './column.ts'

/** Yields items.csv: targets, then comparators, in the study's order. */
export function* itemRows(definition: Definition): Generator<Cell[]> {
  const text = firstLanguage(definition)
  for (const target of definition.targets) {
    const label = [text(target.label), text(target.variant)].filter(Boolean).join(' – ')
    yield [target.id, 'target', target.codes.join('+'), label, null, null, null, null, null]
  }
  for (const comparator of definition.comparators) {
    const { wrvu, sumBeforeRule } = comparatorWrvu(comparator)
    yield [
      comparator.id,
      'comparator',
      comparator.codes.map((entry) => entry.code).join('+'),
      text(comparator.label),
      wrvu,
      comparator.wrvuYear,
      comparator.source,
      comparator.multipleProcedureRule ? 1 : 0,
      sumBeforeRule,
    ]
  }
}

/** Yields constructs.csv, in the study's order. */
export function* constructRows(definition: Definition): Generator<Cell[]> {
  const text = firstLanguage(definition)
  for (const construct of definition.constructs) {
    yield [
      construct.slug,
      construct.slug === definition.primaryConstruct ? 1 : 0,
      text(construct.question),
      text(construct.definition),
      text(construct.answerMore),
    ]
  }
}

function firstLanguage(definition: Definition): (text: Text | undefined) => string {
  return (text) => text?.[definition.languages[0]!] ?? ''
}
