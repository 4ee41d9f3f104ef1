import { ruleText } from '../exports/programs/left-out.ts'
import { runWords } from '../results/plan-differences.ts'
import { plannedRun } from '../results/run.ts'
import { table } from './blocks.ts'
import type { Block } from './document.ts'
import type { ReportFacts } from './report-facts.ts'

/** The frozen plan point by point with its own hash, so that a reader can hold every number against it. */
export function planTable({ result }: ReportFacts): Block {
  const { definition, version } = result
  const { plan, targets } = definition
  const run = plannedRun(plan)
  const rules = (plan.exclusionRules ?? []).map((rule) => `${ruleText(rule)}, applied by the program`)
  return table(
    'The analysis plan as it was frozen at publishing',
    ['Point', 'What the plan says'],
    [
      ['Model', runWords.model[run.model]],
      ['Estimator', runWords.estimator[run.estimator]],
      ...(targets.length > 0
        ? [
            ['Ties', runWords.tieRule[run.tieRule]],
            ['Read-out', runWords.readOut[run.readOut]],
          ]
        : []),
      ['Whose answers', runWords.include[run.include]],
      ['Left out', [...plan.exclusions, ...rules].join(' · ') || 'nobody beyond that'],
      ['Stopping rule', plan.stoppingRule],
      ...(plan.notes ? [['Notes', plan.notes]] : []),
    ],
    [
      `The plan to the letter is instrument/plan-${version.label}.json of the bundle; sha256sum of that file gives the SHA-256 of the analysis plan below.`,
    ],
  )
}
