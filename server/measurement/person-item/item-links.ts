import { type Graph, strongComponents, weakComponents } from '../numeric/graph.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import { MISSING, type Responses } from './responses.ts'

/**
 * Whether the items can stand on one conditional scale. `disconnected` when some items share no
 * respondent with the others; `perfectly-ordered` when no answer contradicts the order of two sets of
 * items, so that the distance between them is infinite. Arcs i -> j: some respondent scored above the
 * lowest on i and below the highest on j. Source: Fischer 1981, Psychometrika 46:59.
 */
export function checkItemLinks(responses: Responses): NoEstimate | undefined {
  const { together, ordered } = linkItems(responses)
  const groups = weakComponents(together)
  if (groups.length > 1) {
    return noEstimate(
      'disconnected',
      `The items fall into ${groups.length} groups that no respondent links, so they have no common scale.`,
      { groups },
    )
  }
  const sets = strongComponents(ordered)
  if (sets.length === 1) return undefined
  return noEstimate(
    'perfectly-ordered',
    `The answers put ${sets.length} groups of items in one order without a single answer against it, so nothing says how far apart they lie.`,
    { groups: sets },
  )
}

function linkItems(responses: Responses): { together: Graph; ordered: Graph } {
  const { items, persons, maxScore, scores } = responses
  const together = new Uint8Array(items * items)
  const ordered = new Uint8Array(items * items)
  const answered = new Int32Array(items)
  for (let n = 0; n < persons; n++) {
    let count = 0
    for (let i = 0; i < items; i++) if (scores[n * items + i] !== MISSING) answered[count++] = i
    for (let a = 0; a < count; a++) {
      const i = answered[a]!
      together[answered[0]! * items + i] = 1
      if (scores[n * items + i] === 0) continue
      for (let b = 0; b < count; b++) {
        if (scores[n * items + answered[b]!]! < maxScore) ordered[i * items + answered[b]!] = 1
      }
    }
  }
  return { together: { size: items, arcs: together }, ordered: { size: items, arcs: ordered } }
}
