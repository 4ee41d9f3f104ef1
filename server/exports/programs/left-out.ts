import type { AssignmentTuple, ExportedRespondent } from '../../../db/queries/exports.ts'
import { answeringSpeed, STRAIGHT_LINE_MINIMUM } from '../../measurement/quality/judging-habits.ts'
import type { Definition } from '../../studies/definition.ts'
import type { ExclusionRule } from '../../studies/definition-plan.ts'
import { askedQuestions } from '../../studies/definition-text.ts'

/** A respondent whom an analysis leaves out, and why; with a target, only the answers about that target. */
export interface LeftOut {
  respondent: ExportedRespondent
  by: 'plan' | 'recorded' | 'run'
  reason: string
  target?: string
}

/** What a respondent answered to questions, by variable, as JSON. */
export type Answers = ReadonlyMap<string, string>

/** Returns why the plan's rules leave a respondent out, the first rule that holds for each target or for all. */
export function leftOutByPlan(
  definition: Definition,
  one: ExportedRespondent,
  rows: readonly AssignmentTuple[],
  answers: () => Answers,
): LeftOut[] {
  const found: LeftOut[] = []
  for (const rule of definition.plan.exclusionRules ?? []) {
    if (found.some((entry) => entry.target === undefined)) break
    const reason = ruleText(rule)
    for (const target of rule.rule === 'answered' ? holdsFor(definition, rule, answers()) : [undefined]) {
      if (rule.rule !== 'answered' && !judgingRuleHolds(rule, rows)) continue
      const known = found.some((entry) => entry.target === target)
      if (!known)
        found.push({ respondent: one, by: 'plan', reason, ...(target === undefined ? {} : { target }) })
    }
  }
  return found.some((entry) => entry.target === undefined)
    ? found.filter((entry) => entry.target === undefined)
    : found
}

/** Returns a rule of exclusion in words, as tables of exclusions print it. */
export function ruleText(rule: ExclusionRule): string {
  switch (rule.rule) {
    case 'fewer_judgements_than':
      return `fewer than ${rule.judgements} judgements (plan)`
    case 'median_seconds_below':
      return `median below ${rule.seconds} seconds for a pair (plan)`
    case 'answered':
      return `answered ${rule.variable} with ${rule.values.join(' or ')} (plan)`
    case 'same_answer_throughout':
      return 'the same answer throughout (plan)'
  }
}

function judgingRuleHolds(
  rule: Exclude<ExclusionRule, { rule: 'answered' }>,
  rows: readonly AssignmentTuple[],
): boolean {
  const scored = rows.filter(([, , , , , , isRepeat, , response]) => isRepeat === 0 && isScored(response))
  if (rule.rule === 'fewer_judgements_than') return scored.length < rule.judgements
  if (rule.rule === 'same_answer_throughout')
    return scored.length >= STRAIGHT_LINE_MINIMUM && new Set(scored.map((row) => row[8])).size === 1
  const seconds = rows.flatMap((row) => (row[6] === 0 && row[11] !== null ? [row[11] / 1000] : []))
  const median = answeringSpeed([seconds]).medians[0]!
  return median !== null && median < rule.seconds
}

function isScored(response: AssignmentTuple[8]): boolean {
  return response !== null && response !== 'cannot'
}

/** The targets whose answers a rule about a question leaves out; undefined stands for all of them. */
function holdsFor(
  definition: Definition,
  rule: Extract<ExclusionRule, { rule: 'answered' }>,
  answers: Answers,
): (string | undefined)[] {
  const question = definition.questions.find(({ variable }) => variable === rule.variable)
  if (!question) return []
  return askedQuestions({ ...definition, questions: [question] }).flatMap(({ variable, target }) => {
    const given: unknown = JSON.parse(answers.get(variable) ?? 'null')
    const values = Array.isArray(given) ? given : [given]
    if (!values.some((value) => rule.values.includes(String(value)))) return []
    return [definition.targets.length > 1 ? target : undefined]
  })
}
