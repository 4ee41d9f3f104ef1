import type { Plan } from '../studies/definition-plan.ts'
import { whyNoModel } from '../studies/definition-plan-faults.ts'
import type { AnalysisOptions } from './answer-table.ts'

/**
 * One way to analyse a study, in the words of its plan. The planned run comes from `plannedRun`; whatever differs from
 * it is exploratory, and `planDifferences` says how.
 */
export interface Run {
  model: Plan['model']
  estimator: Plan['estimator']
  tieRule: Plan['tieRule']
  readOut: Plan['readOut']
  include: 'completed' | 'started'
  /** Only respondents with an answer to every comparator, as jamovi's snowIRT keeps them. */
  completeRows: boolean
  /** The rules of the plan that leave respondents out by themselves are applied. */
  planRules: boolean
  /** Respondents and comparators excluded by a recorded decision after the plan was made are left out. */
  recorded: boolean
}

/** Returns the run that a study's plan asks for. */
export function plannedRun(plan: Plan): Run {
  return {
    model: plan.model,
    estimator: plan.model === 'paired' ? 'ml' : plan.estimator,
    tieRule: plan.tieRule,
    readOut: plan.readOut,
    include: plan.include ?? 'completed',
    completeRows: false,
    planRules: true,
    recorded: false,
  }
}

const models = {
  rating_scale: 'rsm',
  partial_credit: 'pcm',
  dichotomous: 'dichotomous',
  paired: 'paired',
} as const
const ties = { middle_category: 'adjacent', half_points: 'half', left_out: 'drop' } as const
const readOuts = { target_location: 'target', comparator_mean: 'comparators-mean', none: 'none' } as const

/** Returns why the engine has no such run, in a sentence; undefined where it has. */
export function whyNoRun(run: Run): string | undefined {
  if (run.model === 'paired' && run.completeRows)
    return 'Complete rows only is a choice of person-by-item models.'
  return whyNoModel(run)
}

/** Returns the engine's options for a run; `whyNoRun` says beforehand whether there are any. */
export function optionsOf(run: Run, bootstrap: { seed: number; replications: number }): AnalysisOptions {
  return {
    model: models[run.model],
    estimator: run.estimator === 'ml' ? 'mml' : run.estimator,
    ties: ties[run.tieRule],
    order: false,
    completeRows: run.completeRows,
    readOut: readOuts[run.readOut],
    ...bootstrap,
  }
}
