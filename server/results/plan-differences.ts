import type { Run } from './run.ts'

/** The words of plans and runs, for sentences and forms. */
export const runWords = {
  model: {
    rating_scale: 'rating scale model',
    partial_credit: 'partial credit model',
    dichotomous: 'dichotomous model',
    paired: 'paired adjacent-category model',
  },
  estimator: {
    mml: 'marginal maximum likelihood',
    cml: 'conditional maximum likelihood',
    jmle: 'joint maximum likelihood',
    ml: 'maximum likelihood',
  },
  tieRule: {
    middle_category: '“equal” is the middle category',
    half_points: '“equal” gives half a point to each side',
    left_out: '“equal” is left out',
  },
  readOut: {
    target_location: 'at the target’s own measure',
    comparator_mean: 'at the mean of the comparators’ measures',
    none: 'nowhere: no value is read off',
  },
  include: {
    completed: 'those who answered to the end',
    started: 'everybody who started',
  },
} as const

/**
 * Returns how a run differs from the planned one, a sentence each; an empty list means that it is the planned run.
 * `recordedDecisions` is how many respondents and comparators recorded decisions leave out: with none, leaving them out
 * changes nothing. `names` are their pseudonyms and items, where they are known.
 */
export function planDifferences(
  plan: Run,
  run: Run,
  recordedDecisions = 1,
  names: readonly string[] = [],
): string[] {
  const differ: [boolean, string][] = [
    [
      plan.model !== run.model,
      `The plan says ${runWords.model[plan.model]}; this run takes the ${runWords.model[run.model]}.`,
    ],
    [
      plan.estimator !== run.estimator,
      `The plan says ${runWords.estimator[plan.estimator]}; this run takes ${runWords.estimator[run.estimator]}.`,
    ],
    [
      plan.tieRule !== run.tieRule,
      `In the plan ${runWords.tieRule[plan.tieRule]}; in this run ${runWords.tieRule[run.tieRule]}.`,
    ],
    [
      plan.readOut !== run.readOut,
      `The plan reads the value ${runWords.readOut[plan.readOut]}; this run reads it ${runWords.readOut[run.readOut]}.`,
    ],
    [
      plan.include !== run.include,
      `The plan analyses ${runWords.include[plan.include]}; this run ${runWords.include[run.include]}.`,
    ],
    [
      plan.completeRows !== run.completeRows,
      'The plan takes every answer; this run takes only respondents who answered every comparison.',
    ],
    [plan.planRules !== run.planRules, 'This run does not apply the plan’s own rules of exclusion.'],
    [
      plan.recorded !== run.recorded && recordedDecisions > 0,
      `This run leaves out respondents or items by recorded decisions that were made after the plan${names.length === 0 ? '' : `: ${namesText(names)}`}.`,
    ],
  ]
  return differ.flatMap(([holds, sentence]) => (holds ? [sentence] : []))
}

/** So many are named; whoever wants all of them has the list of decisions. */
const mostNamed = 12

function namesText(names: readonly string[]): string {
  const rest = names.length - mostNamed
  return [...names.slice(0, mostNamed), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ')
}
