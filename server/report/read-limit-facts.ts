import { chanceNote, standingOut } from '../findings/chance-text.ts'
import { judgeRows } from '../findings/judge-rows.ts'
import { fixed } from '../findings/numbers.ts'
import { hasNoSpread } from '../findings/plain-language.ts'
import type { Finding, StudyResult } from '../findings/study-result.ts'
import { numberText } from '../pictures/number-text.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import { accountOf, decimalsOf } from '../sensitivity/account.ts'
import { weightOfOne } from '../sensitivity/influence-sentences.ts'
import { textIn } from '../studies/definition-text.ts'
import type { LimitFacts } from './limit-facts.ts'
import type { ReportFacts } from './report-facts.ts'

/* What of a result decides which limits apply: answers, model and people, each read where the pages read it. */

/** Mean squares outside of it count as misfit, as the published papers say. */
const fitting = [0.6, 1.4] as const
/** An |adjusted Q3| from which two items are pointed out; a rule of thumb (METHODS 2.1), as on the quality page. */
const dependent = 0.2

/** An analysis that the value, or the ranking of statements, rests on. */
interface Analysis {
  /** as the engine's analyses are called */
  name: string
  /** which of several it is, such as ` for 62380 (…)`; '' where there is one */
  about: string
  result: AnalysisResult
  names: Map<string, string>
}

type ModelFacts = Pick<LimitFacts, 'misfitting' | 'byChance' | 'disordered' | 'dependence' | 'flagged'>

/** Returns how far the answers keep to the model, on the primary construct or of the ratings. */
export function modelFacts(result: StudyResult, chances: ReportFacts['chances'] = 'none'): ModelFacts {
  const analyses = analysesOf(result)
  return {
    misfitting: unique(analyses.flatMap(misfitsOf), ({ name }) => name),
    byChance: analyses.flatMap((one) => byChanceOf(one, chances)),
    disordered: analyses.flatMap(disorderOf),
    dependence: analyses.flatMap(dependenceOf),
    flagged: flaggedIn(result, analyses),
  }
}

/** A paired model holds all targets, so that its analysis is told once. */
function analysesOf(result: StudyResult): Analysis[] {
  const { findings, ratings, definition, comparators, targets } = result
  const names = new Map([
    ...comparators.map(({ id, codes }) => [id, codes] as const),
    ...targets.map(({ id, short }) => [id, short] as const),
    ...definition.ratingItems.map(({ id, label }) => [id, `“${textIn(label, 'en', definition)}”`] as const),
  ])
  const primary = unique(
    findings.filter(({ construct }) => construct.isPrimary),
    (finding) => finding.result,
  )
  const own = primary.map((finding) => ({
    name: finding.name,
    about: primary.length > 1 ? ` for ${finding.target.name}` : '',
    result: finding.result,
    names,
  }))
  return [
    ...own,
    ...(own.length === 0 && ratings ? [{ name: 'ratings', about: '', result: ratings, names }] : []),
  ].filter((one) => one.result.outcome === 'fit')
}

function misfitsOf({ result, names }: Analysis): LimitFacts['misfitting'] {
  const [low, high] = fitting
  return Object.entries(result.items).flatMap(([id, item]) => {
    const found = (['infit', 'outfit'] as const).flatMap((kind) => {
      const value = item[kind]
      if (value === null || (value >= low && value <= high)) return []
      const side = value > high ? ('above' as const) : ('below' as const)
      return [{ name: names.get(id) ?? id, side, figure: `${kind} ${beyond(value)}`, value }]
    })
    const [worst] = found.sort((a, b) => Math.abs(Math.log(b.value)) - Math.abs(Math.log(a.value)))
    return worst ? [{ name: worst.name, side: worst.side, figure: worst.figure }] : []
  })
}

function byChanceOf(
  { name, about, result }: Analysis,
  chances: ReportFacts['chances'],
): LimitFacts['byChance'] {
  const chance = chances === 'none' ? undefined : chances[name]
  return chance ? [{ about, rows: standingOut(result, chance), note: chanceNote(chance) }] : []
}

/** A mean square outside the limits never prints as the limit itself. */
function beyond(value: number): string {
  const text = fixed(value, 2)
  return fitting.some((limit) => Number(text) === limit) ? fixed(value, 3) : text
}

function disorderOf({ about, result, names }: Analysis): LimitFacts['disordered'] {
  const { T, tau, items, options } = result
  // P(more) : P(equal) : P(less) = e^D : e^T : e^-D, so neighbours cross at -T and T: out of order where T < 0.
  if (options.model === 'paired')
    return T !== null && Number.isFinite(T) && T < 0 ? [{ about, steps: [-T, T], items: [] }] : []
  const out = Object.entries(items).flatMap(([id, item]) => (item.disordered ? [names.get(id) ?? id] : []))
  if (out.length === 0) return []
  return [{ about, steps: tau ?? undefined, items: tau ? [] : out }]
}

function dependenceOf({ about, result, names }: Analysis): LimitFacts['dependence'] {
  const { local_dependence: all, MADaQ3, data } = result
  const pairs = (all ?? []).filter(({ aq3 }) => Math.abs(aq3) >= dependent)
  if (pairs.length === 0 || MADaQ3 === null) return []
  const told = pairs.map(({ first, second, aq3, p_holm: p }) => ({
    first: names.get(first) ?? first,
    second: names.get(second) ?? second,
    aq3,
    p,
  }))
  return [{ about, MADaQ3, n: data.rows_used, pairs: told }]
}

/** The flags of the quality page; with several targets a respondent counts once for each reason. */
function flaggedIn({ judges, people }: StudyResult, analyses: readonly Analysis[]): LimitFacts['flagged'] {
  const byPerson = new Map<string, Set<string>>()
  for (const { result } of analyses)
    for (const { pseudonym, flags } of judgeRows(judges, result))
      byPerson.set(pseudonym, new Set([...(byPerson.get(pseudonym) ?? []), ...flags]))
  const reasons = new Map<string, number>()
  for (const flags of byPerson.values())
    for (const flag of flags) reasons.set(flag, (reasons.get(flag) ?? 0) + 1)
  return {
    respondents: [...byPerson.values()].filter((flags) => flags.size > 0).length,
    of: people.analysed,
    reasons: [...reasons].map(([reason, n]) => ({ reason, n })),
  }
}

/** Returns what decides the limits of each value. */
export function valueFacts({ target, values }: Finding): LimitFacts['values'] {
  return values.flatMap((value) => {
    if ('outcome' in value) return []
    const [low, high] = value.pi_with_target_se
    const { r2, n: comparators, predicted, baseline, decimals } = value
    const warnings = value.warnings.map(({ kind }) => kind)
    const hasSpread = !hasNoSpread(value)
    return [
      { target: target.name, r2, comparators, predicted, low, high, baseline, decimals, warnings, hasSpread },
    ]
  })
}

/** Returns which other analyses leave the planned interval, and where a single surgeon moves the value far. */
export function sensitivityFacts({ sensitivity }: ReportFacts): Pick<LimitFacts, 'movers' | 'heavy'> {
  const movers = (sensitivity ?? []).flatMap((given) => {
    const { plan } = given
    if (plan.outcome !== 'value') return []
    return accountOf(given)
      .withValue.filter(({ result }) => result.predicted < plan.low || result.predicted > plan.high)
      .map(
        (one) =>
          `${one.name} gives ${numberText(one.result.predicted, decimalsOf(one, plan))} for ${given.targetName}`,
      )
  })
  const heavy = (sensitivity ?? []).flatMap(({ influence, plan, targetName }) => {
    const [most] = influence?.singles ?? []
    if (!influence || !most || plan.outcome !== 'value' || weightOfOne(influence, plan) !== 'much') return []
    const shown = (value: number) => numberText(value, plan.decimals)
    return [
      `without a single one ${targetName} would come out at ${shown(most.predicted)} instead of ${shown(plan.predicted)}`,
    ]
  })
  return { movers, heavy }
}

function unique<T>(all: readonly T[], key: (one: T) => unknown): T[] {
  const seen = new Set<unknown>()
  return all.filter((one) => {
    const isNew = !seen.has(key(one))
    seen.add(key(one))
    return isNew
  })
}
