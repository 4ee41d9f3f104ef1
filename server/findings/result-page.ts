import type { Context } from '../context.ts'
import { reliabilityText } from '../pictures/number-text.ts'
import { Refusal } from '../refusal.ts'
import { answerRows } from './answers-table.ts'
import { findingFigures } from './figures.ts'
import { headlineOf } from './headline.ts'
import { intervalsOf } from './intervals.ts'
import { keptResult } from './kept-results.ts'
import { fixed, range } from './numbers.ts'
import type { PagePart } from './page-parts.ts'
import type { ConstructRow, ResultPage } from './pages.ts'
import { metricText } from './provenance.ts'
import { type ResultVisit, resultShell, withQuery } from './result-shell.ts'
import type { Finding, StudyResult } from './study-result.ts'

/** Returns the result page of one target on one construct, the primary one where none is asked for. */
export function resultPage(
  context: Context,
  visit: ResultVisit,
  asked: { target: string; construct: string | undefined },
): ResultPage {
  const { base, changes, study } = visit
  const result = keptResult(context, study, { run: changes })
  const own = result.findings.filter(({ target }) => target.id === asked.target)
  const finding =
    asked.construct === undefined ? own[0] : own.find(({ construct }) => construct.slug === asked.construct)
  if (!finding) throw new Refusal('not_found', 'There is no such result.')
  const { target, construct } = finding
  const headline = headlineOf(
    result,
    finding,
    intervalsOf(context, study, { construct: construct.slug, run: changes }, result),
  )
  const path = `${base}/results/${target.id}`
  const keep = construct.isPrimary ? {} : { construct: construct.slug }
  const figures = findingFigures(result, finding, visit)
  const heading = `${target.short}: implied work RVU${construct.isPrimary ? '' : ` by ${construct.name.toLowerCase()}`}`
  return {
    ...resultShell(context, visit, result, {
      title: heading,
      heading,
      path,
      pending: headline.pending,
      keep,
    }),
    label: target.variant === '' ? target.label : `${target.label}: ${target.variant}`,
    targets:
      result.targets.length === 1
        ? []
        : [
            { name: 'All targets', href: withQuery(`${base}/results`, changes), current: false },
            ...result.targets.map(({ id, name }) => ({
              name,
              href: withQuery(`${base}/results/${id}`, changes, keep),
              current: id === target.id,
            })),
          ],
    contents: contentsOf({
      constructs: own.length > 1,
      comparators: headline.readings.length > 0,
      pictures: figures.more.length > 0,
    }),
    constructName: construct.name,
    isPrimary: construct.isPrimary,
    headline,
    constructs: own.map((one) =>
      toConstructRow(one, one === finding, (more) => withQuery(path, changes, more)),
    ),
    answers: answerRows(result, finding),
    targetName: target.short,
    metric: metricText(finding.result, finding.targetItem === null),
    withDecisions: decidedValue(context, visit, result, finding),
    line: figures.line,
    figures: figures.more,
  }
}

/** The parts below the value, so that counts, ratios and the way they were made are one touch away. */
function contentsOf(has: Record<'constructs' | 'comparators' | 'pictures', boolean>): PagePart[] {
  return [
    { id: 'answers', text: 'What surgeons said' },
    ...(has.constructs ? [{ id: 'constructs', text: 'Each construct' }] : []),
    ...(has.comparators ? [{ id: 'comparators', text: 'Ratios to comparators' }] : []),
    ...(has.pictures ? [{ id: 'pictures', text: 'Pictures' }] : []),
    { id: 'made', text: 'How it was made' },
  ]
}

function toConstructRow(
  { construct, result, values }: Finding,
  isShown: boolean,
  hrefOf: (more: Record<string, string>) => string,
): ConstructRow {
  const [value] = values
  const found = value && !('outcome' in value) ? value : undefined
  const why = value && 'outcome' in value ? value.sentence : result.outcome === 'fit' ? '' : result.sentence
  return {
    name: construct.name,
    isPrimary: construct.isPrimary,
    isShown,
    href: hrefOf(construct.isPrimary ? {} : { construct: construct.slug }),
    value: fixed(found?.predicted, found?.decimals ?? 0),
    interval: found ? range(found.pi_with_target_se, found.decimals) : '–',
    line: found ? range(found.ci_mean, found.decimals) : '–',
    r2: fixed(found?.r2, 2),
    n: found ? String(found.n) : '–',
    baseline: fixed(found?.baseline, found?.decimals ?? 0),
    surgeons: String(result.data.rows_used),
    reliability: reliabilityText(result.item_reliability, 2),
    sentence: why,
  }
}

/** Returns the same finding without whom recorded decisions leave out, where there are any and the page keeps them. */
export function decidedValue(
  context: Context,
  { base, study, changes }: ResultVisit,
  result: StudyResult,
  finding: Finding,
): ResultPage['withDecisions'] {
  const { listExclusions, listItemExclusions } = context.queries.exports
  const decisions = listExclusions.all(study.id).length + listItemExclusions.all(study.id).length
  if (result.run.recorded || decisions === 0) return undefined
  const other = keptResult(context, study, { run: { ...changes, recorded: true } })
  const same = other.findings.find(
    ({ target, construct }) => target.id === finding.target.id && construct.slug === finding.construct.slug,
  )
  const value = same?.values[0]
  const found = value && !('outcome' in value) ? value : undefined
  return {
    value: fixed(found?.predicted, found?.decimals ?? 0),
    interval: found ? range(found.pi_with_target_se, found.decimals) : '–',
    href: withQuery(`${base}/results/${finding.target.id}`, { ...changes, recorded: true }),
    sentence: `With ${decisions === 1 ? 'the recorded exclusion' : `the ${decisions} recorded exclusions`} applied (${other.people.analysed} surgeons analysed)`,
  }
}
