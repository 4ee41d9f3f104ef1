import { categoryTables, scoreMoments } from '../person-item/category-tables.ts'
import type { MarginalFit } from '../person-item/fit-marginal.ts'
import type { ResponseGroups } from '../person-item/groups.ts'
import { NODES } from '../person-item/marginal-likelihood.ts'
import { MISSING, type Responses } from '../person-item/responses.ts'
import {
  addToFit,
  type FitStatistics,
  fitSums,
  type Standardisation,
  toFitStatistics,
} from './fit-statistics.ts'

/**
 * Item fit with every sum taken over the persons' posterior distributions, the flavour of TAM's
 * `msq.itemfit` and the expectation of its Monte Carlo `tam.fit`: infit = sum h (x-E_q)^2 / sum h V_q.
 * Source: Wu & Adams 2013 with the posterior expectation in place of draws.
 */
export function itemFitOverPosterior(responses: Responses, fit: MarginalFit): FitStatistics {
  const { items, maxScore: steps } = responses
  const counts = categoryNodeCounts(responses, fit)
  const moments = scoreMoments(fit.evaluation.tables)
  const sums = fitSums(items)
  for (let cell = 0; cell < responses.scores.length; cell++) {
    if (responses.scores[cell] !== MISSING) sums.n[cell % items]!++
  }
  for (let i = 0; i < items; i++) {
    for (let q = 0; q < NODES.length; q++) {
      const at = q * items + i
      const variance = moments.variance[at]!
      for (let x = 0; x <= steps; x++) {
        const count = counts[(i * (steps + 1) + x) * NODES.length + q]!
        addToFit(sums, i, (x - moments.expected[at]!) ** 2, variance, moments.fourth[at]!, count)
      }
    }
  }
  return toFitStatistics(sums)
}

/** Expected persons at node q who answered item i with x, index (i * (steps + 1) + x) * nodes + q. */
function categoryNodeCounts(responses: Responses, fit: MarginalFit): Float64Array {
  const { items, maxScore: steps, persons, scores } = responses
  const { groupOfRow } = fit.groups
  const { posterior } = fit.evaluation
  const nodes = NODES.length
  const counts = new Float64Array(items * (steps + 1) * nodes)
  for (let n = 0; n < persons; n++) {
    const from = groupOfRow[n]! * nodes
    for (let i = 0; i < items; i++) {
      const x = scores[n * items + i]!
      if (x === MISSING) continue
      const to = (i * (steps + 1) + x) * nodes
      for (let q = 0; q < nodes; q++) counts[to + q]! += posterior[from + q]!
    }
  }
  return counts
}

/**
 * Item and person fit at point estimates of the persons (as eRm and Winsteps do). `measures` has one
 * value per group; rows of groups with `skip` 1 (e.g. extreme respondents) count for no item and have n 0.
 * Source: Wright & Masters 1982, p. 100-101.
 */
export function fitAtMeasures(
  responses: Responses,
  groups: ResponseGroups,
  thresholds: Float64Array,
  measures: Float64Array,
  options: { skip?: Uint8Array; standardisation?: Standardisation } = {},
): { items: FitStatistics; persons: FitStatistics } {
  const { items, maxScore: steps, scores } = responses
  const itemSums = fitSums(items)
  const personSums = fitSums(responses.persons)
  listRows(groups).forEach((rows, g) => {
    if (options.skip?.[g]) return
    const moments = scoreMoments(categoryTables(measures.subarray(g, g + 1), thresholds, items, steps))
    for (const n of rows) {
      for (let i = 0; i < items; i++) {
        const x = scores[n * items + i]!
        if (x === MISSING) continue
        const square = (x - moments.expected[i]!) ** 2
        itemSums.n[i]!++
        personSums.n[n]!++
        addToFit(itemSums, i, square, moments.variance[i]!, moments.fourth[i]!, 1)
        addToFit(personSums, n, square, moments.variance[i]!, moments.fourth[i]!, 1)
      }
    }
  })
  return {
    items: toFitStatistics(itemSums, options.standardisation),
    persons: toFitStatistics(personSums, options.standardisation),
  }
}

/** 1 for groups whose score is the lowest or the highest possible for the items they answered. */
export function extremeGroups(groups: ResponseGroups): Uint8Array {
  return Uint8Array.from({ length: groups.groups }, (_, g) =>
    groups.score[g] === 0 || groups.score[g] === groups.patternMaximum[groups.pattern[g]!] ? 1 : 0,
  )
}

function listRows(groups: ResponseGroups): number[][] {
  const rows: number[][] = Array.from({ length: groups.groups }, () => [])
  groups.groupOfRow.forEach((g, n) => {
    if (g >= 0) rows[g]!.push(n)
  })
  return rows
}
