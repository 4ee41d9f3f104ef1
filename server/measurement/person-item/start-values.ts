import type { ResponseGroups } from './groups.ts'
import type { ThresholdMap } from './threshold-map.ts'

/**
 * Start values for the threshold parameters from the step counts: the log odds of staying below
 * against reaching each step, half a count added. Source: the PROX idea, Wright & Stone 1979.
 */
export function startParameters(groups: ResponseGroups, map: ThresholdMap): Float64Array {
  const { items, steps } = map
  const answers = countAnswers(groups)
  const logOdds = (item: number, step: number) => {
    const reached = groups.stepCounts[item * steps + step]!
    return Math.log((answers[item]! - reached + 0.5) / (reached + 0.5))
  }
  const parameters = new Float64Array(map.parameters)
  for (let i = 0; i < items; i++) {
    for (let h = 0; h < steps; h++) {
      if (map.model === 'pcm') parameters[i * steps + h] = logOdds(i, h)
      else parameters[i]! += logOdds(i, h) / steps
    }
  }
  return parameters
}

function countAnswers(groups: ResponseGroups): Float64Array {
  const answers = new Float64Array(groups.items)
  for (let g = 0; g < groups.groups; g++) {
    for (const i of groups.answeredItems[groups.pattern[g]!]!) answers[i]! += groups.count[g]!
  }
  return answers
}
