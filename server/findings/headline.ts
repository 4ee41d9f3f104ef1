import type { AnalysisResult } from '../results/analysis-result.ts'
import type { ChainLimits, ConstructIntervals } from './intervals.ts'
import { fixed, range } from './numbers.ts'
import { adviceFor } from './outcome-advice.ts'
import type { Fact, Headline, Reading } from './pages.ts'
import { plainLanguage, r2Text, type Value, warningsOf } from './plain-language.ts'
import { reliabilityFacts } from './reliability-facts.ts'
import type { Finding, StudyResult } from './study-result.ts'

/** Returns the value of a finding with everything it must never be shown without (design rule 13). */
export function headlineOf(
  result: StudyResult,
  finding: Finding,
  intervals: ConstructIntervals | 'under way' | 'none',
): Headline {
  const { values, target } = finding
  const chains = typeof intervals === 'string' ? undefined : intervals.chains[target.id]
  const found = values.flatMap((value, index) =>
    'outcome' in value ? [] : [{ value, chain: chains?.[index] }],
  )
  return {
    readings: found.map(({ value, chain }) => toReading(finding, value, chain)),
    none: found.length > 0 ? undefined : noneOf(finding),
    warnings: [...cautionsOf(finding.result), ...new Set(found.flatMap(({ value }) => warningsOf(value)))],
    plain: plainLanguage(result, finding),
    facts: factsOf(result, finding, found[0]?.value),
    pending: found.length > 0 && intervals === 'under way',
  }
}

/** Returns where a value was read, in words. */
export function readOutText({ targetItem }: Finding, value: Value): string {
  const at = `${fixed(value.read_out_point, 2)} logits`
  if (value.reading === 'comparators-mean') return `read at the mean of the comparators’ measures, ${at}`
  return targetItem === null ? `read at ${at}, where the target lies` : `read at the target’s measure, ${at}`
}

const readingNames: Record<Value['reading'], string> = {
  target: '',
  'comparators-mean': '',
  'more = 1': '“equal” counted with “less”',
  'more or equal = 1': '“equal” counted with “more”',
}

function toReading(finding: Finding, value: Value, chain: ChainLimits | undefined): Reading {
  const { decimals } = value
  const part = (label: string, limits: readonly [number, number] | null | undefined, hint: string): Fact[] =>
    limits ? [{ label, value: range(limits, decimals), hint }] : []
  return {
    name: readingNames[value.reading],
    value: fixed(value.predicted, decimals),
    interval: range(value.pi_with_target_se, decimals),
    line: range(value.ci_mean, decimals),
    readOut: readOutText(finding, value),
    parts: [
      ...part('Choice of surgeons', chain?.surgeons, 'surgeons drawn again 500 times'),
      ...part(
        'Scatter of the comparators',
        chain?.comparators,
        'published values about the line, without the error of their measures',
      ),
      ...part(
        'Both together',
        chain?.together,
        'by resampling; the prediction interval is by formula, and more cautious',
      ),
    ],
  }
}

function noneOf({ result, values }: Finding): Headline['none'] {
  if (result.outcome !== 'fit') return { sentence: withConcerned(result), advice: adviceFor(result.outcome) }
  const [value] = values
  if (value && 'outcome' in value) return { sentence: value.sentence, advice: adviceFor(value.outcome) }
  return {
    sentence: 'This run reads off no work RVU.',
    advice: 'The measures below stand for themselves.',
  }
}

function withConcerned({ sentence, concerned }: AnalysisResult): string {
  return concerned.length === 0 ? sentence : `${sentence} Concerned: ${concerned.join(', ')}.`
}

/** What the engine says although it has an estimate. */
function cautionsOf(result: AnalysisResult): string[] {
  if (result.outcome !== 'fit') return []
  const without = Object.entries(result.items).filter(
    ([, item]) => item.without_measure === 'always-highest' || item.without_measure === 'always-lowest',
  )
  return [
    ...(result.concerned.length > 0 ? [withConcerned(result)] : []),
    ...(without.length > 0
      ? [
          `Everybody gave the same answer to ${without.map(([id]) => id).join(', ')}: without a finite measure ${without.length === 1 ? 'it is' : 'they are'} left off the line.`,
        ]
      : []),
    ...(result.unanimous.length > 0
      ? [
          `Every answer put ${result.unanimous.join(', ')} on one side: held finite by a penalty, and left off the line.`,
        ]
      : []),
  ]
}

function factsOf(result: StudyResult, { result: analysis }: Finding, value: Value | undefined): Fact[] {
  const { people } = result
  const fact = (label: string, number: number | null, decimals: number, hint?: string): Fact[] =>
    number === null ? [] : [{ label, value: fixed(number, decimals), hint }]
  return [
    { label: 'Surgeons analysed', value: `${people.analysed} of ${people.started} started` },
    ...(value
      ? [
          { label: 'Comparators on the line', value: String(value.n) },
          {
            label: 'R²',
            value: r2Text(value),
            hint: 'share of the variation of the comparators’ published values that their measures account for',
          },
          ...fact('Survey-free baseline', value.baseline, value.decimals, 'mean of the comparators'),
          ...fact(
            'Left-out error',
            value.loo_rmse,
            value.decimals,
            'by how many work RVUs the line through the others misses a comparator (root mean square)',
          ),
        ]
      : []),
    ...reliabilityFacts(analysis, 'comparators'),
    ...fact(
      'Local dependence (MADaQ3)',
      analysis.MADaQ3,
      3,
      'how far answers on two comparators go together beyond the scale; 0 is not at all',
    ),
  ]
}
