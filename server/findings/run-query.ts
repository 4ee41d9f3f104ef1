import { z } from 'zod'
import { Refusal } from '../refusal.ts'
import { runWords } from '../results/plan-differences.ts'
import { plannedRun, type Run } from '../results/run.ts'
import type { Definition } from '../studies/definition.ts'

const runQuery = z.object({
  model: z.enum(['rating_scale', 'partial_credit', 'dichotomous', 'paired']).optional(),
  estimator: z.enum(['mml', 'cml', 'jmle', 'ml']).optional(),
  ties: z.enum(['middle_category', 'half_points', 'left_out']).optional(),
  read: z.enum(['target_location', 'comparator_mean', 'none']).optional(),
  include: z.enum(['completed', 'started']).optional(),
  rows: z.enum(['all', 'complete']).optional(),
  rules: z.enum(['applied', 'off']).optional(),
  decisions: z.enum(['off', 'applied']).optional(),
})

/** The fields of the query string that choose a run. */
export const runFields = Object.keys(runQuery.shape) as (keyof z.infer<typeof runQuery>)[]

/** Returns what a page's address changes of the planned run; empty = the planned run. Refuses what is no choice. */
export function readRun(query: Record<string, unknown>, plan: Definition['plan']): Partial<Run> {
  const found = runQuery.safeParse(query)
  if (!found.success)
    throw new Refusal(
      'bad_request',
      'The address asks for an analysis that does not exist. Choose one on the page.',
    )
  const { model, estimator, ties, read, include, rows, rules, decisions } = found.data
  const asked: Partial<Run> = {
    ...(model ? { model } : {}),
    ...(estimator ? { estimator } : {}),
    ...(ties ? { tieRule: ties } : {}),
    ...(read ? { readOut: read } : {}),
    ...(include ? { include } : {}),
    ...(rows ? { completeRows: rows === 'complete' } : {}),
    ...(rules ? { planRules: rules === 'applied' } : {}),
    ...(decisions ? { recorded: decisions === 'applied' } : {}),
  }
  const planned = plannedRun(plan)
  // A form sends every field: the model decides which estimators there are.
  const paired = (asked.model ?? planned.model) === 'paired'
  if (paired) asked.estimator = 'ml'
  else if ((asked.estimator ?? planned.estimator) === 'ml') asked.estimator = 'mml'
  const differing = Object.entries(asked).filter(([key, value]) => planned[key as keyof Run] !== value)
  return Object.fromEntries(differing) as Partial<Run>
}

/** Returns the part of an address that asks for a run again; '' for the planned one. */
export function runText(changes: Partial<Run>): string {
  const { model, estimator, tieRule, readOut, include, completeRows, planRules, recorded } = changes
  const fields: Record<string, string | undefined> = {
    model,
    estimator,
    ties: tieRule,
    read: readOut,
    include,
    rows: completeRows === undefined ? undefined : completeRows ? 'complete' : 'all',
    rules: planRules === undefined ? undefined : planRules ? 'applied' : 'off',
    decisions: recorded === undefined ? undefined : recorded ? 'applied' : 'off',
  }
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new URLSearchParams(given).toString()
}

/** One choice of the form that asks for another run. */
export interface RunField {
  name: string
  label: string
  options: { value: string; label: string; chosen: boolean; planned: boolean }[]
}

/** Returns the form for another run; only what the study can vary is asked. */
export function runForm(definition: Definition, run: Run, hasDecisions: boolean): RunField[] {
  const planned = plannedRun(definition.plan)
  const field = <Value extends string>(
    name: string,
    label: string,
    words: Readonly<Record<Value, string>>,
    chosen: Value,
    plan: Value,
  ): RunField => ({
    name,
    label,
    options: Object.entries<string>(words).map(([value, text]) => ({
      value,
      label: text,
      chosen: value === chosen,
      planned: value === plan,
    })),
  })
  const compares = definition.targets.length > 0
  const decided = { applied: 'leave them out', off: 'keep them' }
  const rows = { all: 'every answer', complete: 'only respondents who answered everything' }
  const { paired: _, ...personModels } = runWords.model
  return [
    compares
      ? field('model', 'Model', runWords.model, run.model, planned.model)
      : field('model', 'Model', personModels, run.model as 'rating_scale', planned.model as 'rating_scale'),
    field('estimator', 'Estimator', runWords.estimator, run.estimator, planned.estimator),
    ...(compares
      ? [
          field('ties', 'Ties', runWords.tieRule, run.tieRule, planned.tieRule),
          field('read', 'The value is read', runWords.readOut, run.readOut, planned.readOut),
        ]
      : []),
    field('include', 'Whose answers', runWords.include, run.include, planned.include),
    field(
      'rows',
      'Rows',
      rows,
      run.completeRows ? 'complete' : 'all',
      planned.completeRows ? 'complete' : 'all',
    ),
    ...((definition.plan.exclusionRules ?? []).length > 0
      ? [
          field(
            'rules',
            'Whom the plan’s rules leave out',
            decided,
            run.planRules ? 'applied' : 'off',
            'applied',
          ),
        ]
      : []),
    ...(hasDecisions
      ? [
          field(
            'decisions',
            'Whom recorded decisions leave out',
            decided,
            run.recorded ? 'applied' : 'off',
            'off',
          ),
        ]
      : []),
  ]
}
