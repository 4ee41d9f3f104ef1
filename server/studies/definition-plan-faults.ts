import type { Definition } from './definition.ts'
import type { Fault } from './definition-faults.ts'
import type { ExclusionRule, Plan } from './definition-plan.ts'
import { countJudgements } from './plan-schedule.ts'
import { scheduleInput } from './schedule-input.ts'

/**
 * Returns why no analysis has such a model, estimator and tie rule together, in a sentence for people; undefined where
 * one has.
 */
export function whyNoModel({
  model,
  estimator,
  tieRule,
}: Pick<Plan, 'model' | 'estimator' | 'tieRule'>): string | undefined {
  if (model === 'paired')
    return estimator === 'ml' ? undefined : 'A paired model is fitted by maximum likelihood (ml).'
  if (estimator === 'ml') return 'A person-by-item model is fitted by mml, cml or jmle.'
  if (model === 'dichotomous')
    return tieRule === 'half_points' ? 'A dichotomous model has no half points.' : undefined
  return tieRule === 'middle_category'
    ? undefined
    : 'A rating scale or partial credit model takes “equal” as its middle category; half points, or leaving ties out, need the paired model.'
}

/** What a plan asks for and the program could not do: better said before publishing than after. */
export function planFaults(definition: Definition, designFits: boolean): Fault[] {
  const { plan, targets } = definition
  const comparesNothing = targets.length === 0
  const faults: Fault[] = []
  // Rating items know no ties, so the tie rule of such a study has no effect.
  const why = whyNoModel(comparesNothing ? { ...plan, tieRule: 'middle_category' } : plan)
  if (why !== undefined) faults.push({ path: ['plan', 'model'], expected: why })
  if (comparesNothing && plan.model === 'paired')
    faults.push({ path: ['plan', 'model'], expected: 'A study that compares nothing has no paired model' })
  plan.exclusionRules?.forEach((rule, index) => {
    const expected = ruleFault(definition, rule, designFits)
    if (expected !== undefined) faults.push({ path: ['plan', 'exclusionRules', index], expected })
  })
  return faults
}

function ruleFault(definition: Definition, rule: ExclusionRule, designFits: boolean): string | undefined {
  if (rule.rule === 'answered') {
    const question = definition.questions.find(({ variable }) => variable === rule.variable)
    if (!question?.options) return 'Name a question with choices'
    return rule.values.every((value) => question.options!.some((option) => option.value === value))
      ? undefined
      : 'Name values of that question'
  }
  if (definition.targets.length === 0) return 'A study that compares nothing has no judgements to count'
  // What does not fit cannot be planned, and has its own fault.
  const input = designFits ? scheduleInput(definition) : undefined
  if (rule.rule !== 'fewer_judgements_than' || !input) return undefined
  const most = countJudgements(input) - (definition.design?.repeats ?? 0)
  return rule.judgements <= most
    ? undefined
    : `At most ${most}, the pairs one respondent sees; more would leave everybody out`
}
