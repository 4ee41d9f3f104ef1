import type { Context } from '../context.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import { textIn } from '../studies/definition-text.ts'
import { ratingFigures } from './figures.ts'
import { keptResult } from './kept-results.ts'
import { counted, fixed, percent } from './numbers.ts'
import { adviceFor } from './outcome-advice.ts'
import type { Fact, RatingsPage } from './pages.ts'
import { reliabilityFacts } from './reliability-facts.ts'
import { type ResultVisit, resultShell } from './result-shell.ts'
import type { StudyResult } from './study-result.ts'

const withoutMeasure = {
  'always-highest': 'everybody chose the highest category',
  'always-lowest': 'everybody chose the lowest category',
  'no-answers': 'no answers',
} as const

/** Returns the result of a study's rating items: what was agreed with most, how firmly, and how the categories worked. */
export function ratingsPage(context: Context, visit: ResultVisit): RatingsPage {
  const result = keptResult(context, visit.study, { run: visit.changes })
  const analysis = result.ratings!
  const { definition } = result
  const heading = 'What counts most'
  const path = definition.targets.length === 0 ? `${visit.base}/results` : `${visit.base}/results/ratings`
  return {
    ...resultShell(context, visit, result, { title: 'Result', heading, path }),
    none:
      analysis.outcome === 'fit'
        ? undefined
        : { sentence: analysis.sentence, advice: adviceFor(analysis.outcome) },
    plain: plainText(result, analysis),
    facts: factsOf(result, analysis),
    categories: (definition.ratingScale?.categories ?? []).map((category) =>
      textIn(category, 'en', definition),
    ),
    items: itemsOf(result, analysis),
    figures: ratingFigures(result, visit),
  }
}

/** The lowest measure is the item that is easiest to agree with: the first in the ranking. */
function ranked({ definition }: StudyResult, analysis: AnalysisResult) {
  return definition.ratingItems
    .map((item) => ({
      id: item.id,
      label: textIn(item.label, 'en', definition),
      found: analysis.items[item.id],
    }))
    .sort(
      (one, other) =>
        (one.found?.location ?? Number.POSITIVE_INFINITY) -
        (other.found?.location ?? Number.POSITIVE_INFINITY),
    )
}

function plainText(result: StudyResult, analysis: AnalysisResult): string {
  const { people } = result
  const asked = `${counted(people.analysed, 'surgeon')} of ${people.started.toLocaleString('en')} who started ${people.analysed === 1 ? 'was' : 'were'} analysed.`
  const measured = ranked(result, analysis).filter(({ found }) => typeof found?.location === 'number')
  const [first, last] = [measured[0], measured.at(-1)]
  if (!first || !last || first === last) return asked
  if ((analysis.item_reliability ?? 0) < 0.5)
    return `${asked} Their ratings hardly tell the items apart: the order below may be chance. The measure says how hard an item is to rate highly, in logits.`
  return `${asked} They rated “${first.label}” highest and “${last.label}” lowest. The measure says how hard an item is to rate highly, in logits; two items whose measures differ by less than about three standard errors are not told apart.`
}

function factsOf({ people }: StudyResult, analysis: AnalysisResult): Fact[] {
  const fact = (label: string, value: number | null, decimals: number, hint?: string): Fact[] =>
    value === null ? [] : [{ label, value: fixed(value, decimals), hint }]
  const compared = analysis.pcm_vs_rsm
  return [
    { label: 'Surgeons analysed', value: `${people.analysed} of ${people.started} started` },
    ...reliabilityFacts(analysis, 'items'),
    ...fact(
      'Local dependence (MADaQ3)',
      analysis.MADaQ3,
      3,
      'how far answers on two items go together beyond the scale; 0 is not at all',
    ),
    ...(analysis.tau
      ? [
          {
            label: 'Steps between categories',
            value: analysis.tau.map((step) => fixed(step, 2)).join(', '),
            hint: 'common to all items',
          },
        ]
      : []),
    ...(compared
      ? [
          {
            label: 'Partial credit against rating scale',
            value: `χ² ${fixed(compared.chi2, 1)}, df ${compared.df}, p ${compared.p < 0.001 ? '< 0.001' : fixed(compared.p, 3)}`,
            hint:
              compared.p < 0.05
                ? 'items use the categories differently: look at the partial credit model too'
                : 'one set of steps serves all items',
          },
        ]
      : []),
  ]
}

function itemsOf(result: StudyResult, analysis: AnalysisResult): RatingsPage['items'] {
  const categories = result.definition.ratingScale?.categories ?? []
  return ranked(result, analysis).map(({ id, label, found }, index) => ({
    rank: found?.location === null || found === undefined ? '–' : String(index + 1),
    id,
    label,
    shares: categories.map((category, score) => ({
      category: textIn(category, 'en', result.definition),
      percent: percent(found?.categories?.find((one) => one.category === score)?.share ?? null),
    })),
    measure: fixed(found?.location, 2),
    se: fixed(found?.location_se, 2),
    infit: fixed(found?.infit, 2),
    outfit: fixed(found?.outfit, 2),
    thresholds: found?.thresholds?.map((threshold) => fixed(threshold, 2)).join(', ') ?? '–',
    note: [
      found?.without_measure ? withoutMeasure[found.without_measure] : '',
      found?.disordered ? 'thresholds out of order: one category is never the most likely' : '',
    ]
      .filter((part) => part !== '')
      .join('; '),
  }))
}
