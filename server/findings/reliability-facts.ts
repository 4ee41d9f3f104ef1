import { reliabilityBelowZero, reliabilityText } from '../pictures/number-text.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import type { Fact } from './pages.ts'

/** Returns how well the answers tell items, and respondents, apart: what a page says of each, and of one below 0. */
export function reliabilityFacts(analysis: AnalysisResult, items: 'comparators' | 'items'): Fact[] {
  const isPaired = analysis.options.model === 'paired'
  const among = isPaired
    ? 'how well the answers tell the procedures apart, the target among them'
    : `how well the answers tell the ${items} apart`
  return [
    ...fact(
      isPaired ? 'Scale reliability' : items === 'items' ? 'Item reliability' : 'Comparator reliability',
      analysis.item_reliability,
      among,
    ),
    ...fact(
      'Person reliability (WLE)',
      analysis.WLE_reliability,
      'how reliably surgeons differ, not how far they agree',
    ),
  ]
}

function fact(label: string, value: number | null, hint: string): Fact[] {
  if (value === null) return []
  return [{ label, value: reliabilityText(value, 2), hint: value < 0 ? reliabilityBelowZero : hint }]
}
