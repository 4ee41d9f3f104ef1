import type { Definition, Text } from './definition.ts'
import { planFaults } from './definition-plan-faults.ts'
import { questionFaults } from './question-faults.ts'

export interface Fault {
  path: (string | number)[]
  expected: string
}

/**
 * What a schema of single fields cannot say: how the parts of a definition must fit together.
 * Returns one fault per place; an empty list means the parts fit.
 */
export function definitionFaults(definition: Definition): Fault[] {
  return [
    ...idFaults(definition),
    ...comparisonFaults(definition),
    ...designFaults(definition),
    ...questionFaults(definition),
    ...ratingFaults(definition),
    ...answerTextFaults(definition),
    ...planFaults(definition, designFaults(definition).length === 0),
  ]
}

function idFaults(definition: Definition): Fault[] {
  const faults: Fault[] = []
  definition.targets.forEach((target, index) => {
    if (target.id !== `T${index + 1}`)
      faults.push({
        path: ['targets', index, 'id'],
        expected: `Expected T${index + 1}: ids follow the order of the list`,
      })
  })
  const width = definition.comparators.length > 99 ? 3 : 2
  definition.comparators.forEach((comparator, index) => {
    const id = `C${String(index + 1).padStart(width, '0')}`
    if (comparator.id !== id)
      faults.push({
        path: ['comparators', index, 'id'],
        expected: `Expected ${id}: ids follow the order of the list`,
      })
  })
  faults.push(...repeated(definition.societies, 'slug', 'societies'))
  faults.push(...repeated(definition.constructs, 'slug', 'constructs'))
  faults.push(...repeated(definition.questions, 'variable', 'questions'))
  faults.push(...repeated(definition.ratingItems, 'id', 'ratingItems'))
  if (new Set(definition.languages).size < definition.languages.length)
    faults.push({ path: ['languages'], expected: 'Name each language once' })
  return faults
}

/** Returns a fault for each entry of a list whose key was used before. */
export function repeated<Key extends string>(list: Record<Key, string>[], key: Key, path: string): Fault[] {
  const seen = new Set<string>()
  const faults: Fault[] = []
  list.forEach((entry, index) => {
    if (seen.has(entry[key]))
      faults.push({ path: [path, index, key], expected: `Used twice: ${entry[key]}. Each must be unique` })
    seen.add(entry[key])
  })
  return faults
}

function comparisonFaults(definition: Definition): Fault[] {
  const { targets, comparators, constructs, ratingItems } = definition
  if (targets.length + comparators.length + constructs.length === 0) {
    return ratingItems.length > 0
      ? []
      : [{ path: [], expected: 'Ask something: targets and comparators on a construct, or rating items' }]
  }
  const faults: Fault[] = []
  if (targets.length === 0) faults.push({ path: ['targets'], expected: 'Name at least one target' })
  if (comparators.length < 2)
    faults.push({ path: ['comparators'], expected: 'Name at least two comparators' })
  if (constructs.length === 0) faults.push({ path: ['constructs'], expected: 'Name at least one construct' })
  if (!definition.design) faults.push({ path: ['design'], expected: 'State which pairs are shown' })
  if (!constructs.some((construct) => construct.slug === definition.primaryConstruct))
    faults.push({ path: ['primaryConstruct'], expected: 'Name the slug of one of the constructs' })
  return faults
}

function designFaults({ design, targets, comparators, constructs }: Definition): Fault[] {
  if (!design) return []
  const faults: Fault[] = []
  const fault = (field: string, expected: string) => faults.push({ path: ['design', field], expected })
  const items = targets.length + comparators.length
  if ((design.comparatorsPerRespondent ?? 0) > comparators.length)
    fault('comparatorsPerRespondent', `At most ${comparators.length}, the number of comparators`)
  if ((design.pairsPerRespondent ?? items) > (items * (items - 1)) / 2)
    fault('pairsPerRespondent', `At most ${(items * (items - 1)) / 2}, the number of pairs`)
  if (design.pairsPerRespondent !== undefined && design.pairsPerRespondent < items - 1)
    fault('pairsPerRespondent', `At least ${items - 1}, so that the pairs connect every item`)
  if (design.kind === 'linked' && design.linksPerRespondent === undefined)
    fault('linksPerRespondent', 'State how many comparator pairs one respondent sees')
  if (design.kind !== 'linked' && design.linksPerRespondent !== undefined)
    fault('linksPerRespondent', 'Only a linked design has links')
  if (design.kind !== 'round_robin' && design.pairsPerRespondent !== undefined)
    fault('pairsPerRespondent', 'Only a round robin has pairs per respondent')
  if (design.kind === 'round_robin' && design.comparatorsPerRespondent !== undefined)
    fault('comparatorsPerRespondent', 'A round robin is cut by pairsPerRespondent')
  const links = (comparators.length * (comparators.length - 1)) / 2
  if ((design.linksPerRespondent ?? 0) > links)
    fault('linksPerRespondent', `At most ${links}, the number of comparator pairs`)
  const shown = targets.length * (design.comparatorsPerRespondent ?? comparators.length)
  const pairs = {
    star: shown,
    linked: shown + (targets.length * (targets.length - 1)) / 2 + (design.linksPerRespondent ?? 0),
    round_robin: design.pairsPerRespondent ?? (items * (items - 1)) / 2,
  }[design.kind]
  const repeatable = constructs.length * Math.ceil(pairs / 2)
  if (design.repeats > repeatable)
    fault('repeats', `At most ${repeatable}: repeats come from the first half of each part`)
  return faults
}

function ratingFaults({ ratingItems, ratingScale }: Definition): Fault[] {
  if (ratingItems.length > 0 && !ratingScale)
    return [{ path: ['ratingScale'], expected: 'Rating items need a scale' }]
  return []
}

function answerTextFaults(definition: Definition): Fault[] {
  const faults: Fault[] = []
  const check = (text: Text, path: (string | number)[]) => {
    for (const [language, value] of Object.entries(text))
      if (value.split('{item}').length !== 2)
        faults.push({ path: [...path, language], expected: 'Write {item} once where the code stands' })
  }
  definition.constructs.forEach((construct, index) => {
    check(construct.answerMore, ['constructs', index, 'answerMore'])
  })
  if (definition.practicePair) check(definition.practicePair.answerMore, ['practicePair', 'answerMore'])
  return faults
}
