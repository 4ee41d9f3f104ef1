import { comparatorWrvu } from '../studies/comparator-wrvu.ts'
import type { Definition } from '../studies/definition.ts'
import type { Check } from './publish-checks.ts'
import { burdenOf } from './topics/design.ts'

/** What one surgeon may be asked at most before the checklist warns. */
const most = { judgements: 48, minutes: 12 }

/** Comparators that should lie on either side of the expected value. */
const fewestBeside = 3

/** Returns whether one surgeon is asked too much. */
export function burdenChecks(definition: Definition): Check[] {
  const { judgements, minutes } = burdenOf(definition)
  if (judgements === 0 && definition.ratingItems.length === 0) return []
  const longest = Math.max(minutes, definition.minutes)
  const href = 'definition/design'
  return [
    judgements > most.judgements
      ? {
          state: 'warns',
          text: `One surgeon gives ${judgements} judgements; beyond ${most.judgements} many stop before the end`,
          href,
        }
      : { state: 'done', text: `One surgeon gives ${judgements} judgements`, href: undefined },
    longest > most.minutes
      ? {
          state: 'warns',
          text: `It takes about ${longest} minutes; beyond ${most.minutes} many stop before the end`,
          href,
        }
      : { state: 'done', text: `It takes about ${longest} minutes`, href: undefined },
  ]
}

/**
 * Returns whether comparators lie on both sides. A value is read where the target lies; without a value expected, the middle of the comparators stands for it.
 */
export function bracketChecks({ comparators, targets, samplePlan }: Definition): Check[] {
  if (targets.length === 0 || comparators.length === 0) return []
  const values = comparators.map((comparator) => comparatorWrvu(comparator).wrvu)
  const expected = samplePlan?.assumptions.expectedWrvu
  const middle = expected ?? values.reduce((sum, value) => sum + value, 0) / values.length
  const place = `${expected === undefined ? 'their middle' : 'the expected value'} of ${middle.toFixed(1)} wRVU`
  const below = values.filter((value) => value < middle).length
  const above = values.filter((value) => value > middle).length
  if (below >= fewestBeside && above >= fewestBeside)
    return [
      {
        state: 'done',
        text: `${below} comparators lie below and ${above} above ${place}`,
        href: undefined,
      },
    ]
  return [
    {
      state: 'warns',
      text: `Weak bracketing: ${below} comparators lie below and ${above} above ${place}; three on either side hold a value better`,
      href: 'definition/comparators',
    },
  ]
}

/** Returns whether work RVUs of several years are mixed. */
export function yearChecks({ comparators }: Definition): Check[] {
  const years = [...new Set(comparators.map(({ wrvuYear }) => wrvuYear))].sort()
  if (years.includes(0))
    return [
      { state: 'warns', text: 'Comparators lack the year of their wRVU', href: 'definition/comparators' },
    ]
  if (years.length < 2) return []
  return [
    {
      state: 'warns',
      text: `The comparators’ wRVUs come from several years: ${years.join(', ')}`,
      href: 'definition/comparators',
    },
  ]
}
