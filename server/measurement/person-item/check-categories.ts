import { type NoEstimate, noEstimate } from '../outcome.ts'
import { MISSING, type Responses } from './responses.ts'
import type { ItemModel } from './threshold-map.ts'

/** Number of answers in each category, index item * (maxScore + 1) + category. */
export function countCategories(responses: Responses): Int32Array {
  const width = responses.maxScore + 1
  const counts = new Int32Array(responses.items * width)
  for (let cell = 0; cell < responses.scores.length; cell++) {
    const score = responses.scores[cell]!
    if (score !== MISSING) counts[(cell % responses.items) * width + score]!++
  }
  return counts
}

/**
 * Whether every threshold the model estimates has answers on both of its sides: the partial credit
 * model needs every category of every item, the rating scale model every category somewhere.
 * Otherwise `unused-category`, naming the items. Source: Wilson & Masters 1993 (null categories).
 */
export function checkCategories(responses: Responses, model: ItemModel): NoEstimate | undefined {
  return checkCounts(countCategories(responses), responses, model)
}

/** The same for answers that are counted already, as countCategories counts them. */
export function checkCounts(
  counts: Int32Array,
  responses: Pick<Responses, 'items' | 'maxScore'>,
  model: ItemModel,
): NoEstimate | undefined {
  const width = responses.maxScore + 1
  if (model === 'dichotomous' && width !== 2) {
    return noEstimate(
      'value-out-of-range',
      'The dichotomous model needs answers 0 and 1; recode the categories first.',
    )
  }
  if (model === 'pcm') {
    const items = Array.from({ length: responses.items }, (_, i) => i).filter((i) =>
      counts.subarray(i * width, (i + 1) * width).includes(0),
    )
    if (items.length === 0) return undefined
    return noEstimate(
      'unused-category',
      `${items.length} of ${responses.items} items ${items.length === 1 ? 'has' : 'have'} a category nobody chose, so the partial credit model has no estimate; use the rating scale model or merge categories.`,
      { items },
    )
  }
  for (let x = 0; x < width; x++) {
    let total = 0
    for (let i = 0; i < responses.items; i++) total += counts[i * width + x]!
    if (total === 0)
      return noEstimate(
        'unused-category',
        `Nobody chose category ${x} for any item; merge it with its neighbour.`,
      )
  }
  return undefined
}
