import type { Context } from '../context.ts'
import { intervalsOf } from './intervals.ts'
import { keptResult } from './kept-results.ts'
import { fixed, range } from './numbers.ts'
import { oneValueForAll } from './one-value.ts'
import type { TargetsPage } from './pages.ts'
import { type Value, warningsOf } from './plain-language.ts'
import { type ResultVisit, resultShell, withQuery } from './result-shell.ts'

/** Returns the targets of a study beside each other, and whether one value can stand for all of them. */
export function targetsPage(context: Context, visit: ResultVisit): TargetsPage {
  const { base, changes, study } = visit
  const result = keptResult(context, study, { run: changes })
  const [primary] = result.constructs
  const findings = result.findings.filter(({ construct }) => construct.slug === primary!.slug)
  const intervals = intervalsOf(context, study, { construct: primary!.slug, run: changes }, result)
  const differences = oneValueForAll(
    findings,
    typeof intervals === 'string' ? intervals : intervals.differences,
  )
  const heading = 'Can one value stand for all?'
  const path = `${base}/results`
  return {
    ...resultShell(context, visit, result, { title: 'Result', heading, path, pending: differences.pending }),
    constructName: primary!.name,
    baseline: baselineText(findings.flatMap(({ values }) => values.filter(isValue))),
    differences,
    rows: findings.map(({ target, values, result: analysis }) => {
      const [value] = values
      const found = value && !('outcome' in value) ? value : undefined
      return {
        name: target.name,
        label: target.label,
        href: withQuery(`${base}/results/${target.id}`, changes),
        value: fixed(found?.predicted, found?.decimals ?? 0),
        interval: found ? range(found.pi_with_target_se, found.decimals) : '–',
        r2: fixed(found?.r2, 2),
        n: String(analysis.data.rows_used),
        sentence: found
          ? warningsOf(found).join(' ')
          : value && 'outcome' in value
            ? value.sentence
            : analysis.outcome === 'fit'
              ? ''
              : analysis.sentence,
      }
    }),
  }
}

function isValue(value: Value | { outcome: string }): value is Value {
  return !('outcome' in value)
}

/** What one would take without a survey; targets with other comparators have other means. */
function baselineText(values: readonly Value[]): string {
  if (values.length === 0) return ''
  // The fewest that any of their intervals supports, so that one mean is not printed as two.
  const decimals = Math.min(...values.map((value) => value.decimals))
  const means = [...new Set(values.map(({ baseline }) => fixed(baseline, decimals)))]
  return `Without asking anybody one would take the mean of the comparators’ work RVUs, ${means.join(' or ')}.`
}
