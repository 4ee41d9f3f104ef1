import { type ExclusionRule, exclusionRule } from '../studies/definition-plan.ts'
import type { FieldRead } from './field-kinds.ts'

/** Returns the rules of an analysis plan, one a line, as they are typed. */
export function showRules(value: unknown): string {
  return Array.isArray(value) ? (value as ExclusionRule[]).map(ruleText).join('\n') : ''
}

function ruleText(rule: ExclusionRule): string {
  if (rule.rule === 'fewer_judgements_than') return `fewer than ${rule.judgements} judgements`
  if (rule.rule === 'median_seconds_below') return `median below ${rule.seconds} seconds`
  if (rule.rule === 'answered') return `${rule.variable} = ${rule.values.join(', ')}`
  return 'same answer throughout'
}

/** Reads rules, one a line; the first line that is no rule is the problem. */
export function readRules(typed: string): FieldRead {
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const rules: ExclusionRule[] = []
  for (const line of lines) {
    const rule = readRule(line)
    if (!rule)
      return {
        problem: `“${line}” is no rule. Write “fewer than 10 judgements”, “median below 3 seconds”, “same answer throughout”, or the name of a question with the answers that leave somebody out: “typical_patient = no”`,
      }
    rules.push(rule)
  }
  return { value: rules.length === 0 ? undefined : rules }
}

function readRule(line: string): ExclusionRule | undefined {
  const judgements = /^fewer than (\d{1,5}) judg(?:e)?ments?$/i.exec(line)?.[1]
  const seconds = /^median below (\d{1,3}(?:[.,]\d{1,3})?) seconds?$/i.exec(line)?.[1]
  const answered = /^([a-z][a-z0-9_]*)\s*=\s*(.+)$/.exec(line)
  const rule = judgements
    ? { rule: 'fewer_judgements_than', judgements: Number(judgements) }
    : seconds
      ? { rule: 'median_seconds_below', seconds: Number(seconds.replace(',', '.')) }
      : answered
        ? { rule: 'answered', variable: answered[1], values: answered[2]!.split(/[\s,]+/).filter(Boolean) }
        : /^same answer throughout$/i.test(line)
          ? { rule: 'same_answer_throughout' }
          : undefined
  const read = exclusionRule.safeParse(rule)
  return read.success ? read.data : undefined
}
