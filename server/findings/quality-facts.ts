import type { AnalysisResult } from '../results/analysis-result.ts'
import { reckonedText } from './analysis-words.ts'
import type { JudgeRow } from './judge-rows.ts'
import { fixed, percent } from './numbers.ts'
import type { Fact } from './pages.ts'
import type { StudyResult } from './study-result.ts'

/** Returns how the respondents judged on the whole. */
export function factsOf(
  result: StudyResult,
  rows: readonly JudgeRow[],
  analysis: AnalysisResult,
  byChance: readonly Fact[],
): Fact[] {
  const flagged = rows.filter(({ flags }) => flags.length > 0).length
  const { judges, seconds } = result
  const repeats = judges.reduce((sum, one) => sum + one.repeats.n, 0)
  const agreeing = judges.reduce((sum, one) => sum + one.repeats.agreeing, 0)
  const known =
    seconds.length > 0 ? [...seconds].sort((a, b) => a - b)[Math.floor(seconds.length / 2)]! : null
  const decided = judges.reduce((sum, one) => sum + one.answers * (1 - (one.equalShare ?? 0)), 0)
  const first = judges.reduce(
    (sum, one) => sum + (one.firstShare ?? 0) * one.answers * (1 - (one.equalShare ?? 0)),
    0,
  )
  return [
    { label: 'Respondents with a flag', value: `${flagged} of ${rows.length}` },
    ...byChance,
    ...(known === null ? [] : [{ label: 'Median time for a pair', value: `${fixed(known, 1)} seconds` }]),
    ...(decided === 0
      ? []
      : [
          {
            label: 'Procedure shown first chosen',
            value: percent(first / decided),
            hint: 'of the answers less and more; a half is no order effect',
          },
        ]),
    ...(repeats === 0
      ? []
      : [
          {
            label: 'Repeated pairs answered alike',
            value: percent(agreeing / repeats),
            hint: `${agreeing} of ${repeats} pairs that came twice`,
          },
        ]),
    ...(analysis.judging && analysis.judging.strict_triples > 0
      ? [
          {
            label: 'Circular triads',
            value: `${analysis.judging.circular} of ${analysis.judging.strict_triples}`,
            hint: 'a quarter of them would be circular by guessing',
          },
        ]
      : []),
    { label: 'Infit and outfit', value: reckonedText(analysis.fit_flavour) },
  ]
}
