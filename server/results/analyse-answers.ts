import { analysePairs } from './analyse-pairs.ts'
import { analyseWide } from './analyse-wide.ts'
import type { AnalysisResult } from './analysis-result.ts'
import { type AnalysisOptions, type AnswerTable, toPairs, toWide } from './answer-table.ts'
import { startResult, withoutEstimate } from './start-result.ts'

/**
 * Analyses answers by the model asked for, whatever their shape: pair answers about one target become a
 * person-by-item table for the Rasch models, and a table becomes pairs for the paired model.
 */
export function analyseAnswers(table: AnswerTable, options: AnalysisOptions): AnalysisResult {
  if (options.model === 'paired') return analysePairs(table.kind === 'wide' ? toPairs(table) : table, options)
  if (table.kind === 'wide') return analyseWide(table, options)
  const targets = table.items.flatMap((item, k) => (item.isTarget ? [k] : []))
  if (targets.length === 1) return analyseWide(toWide(table, targets[0]!), options)
  const names = table.items.map((item) => item.id)
  const sentence =
    targets.length === 0
      ? 'A person-by-item model needs one target; say which item it is, or use the paired model.'
      : 'A person-by-item model takes one target at a time; say which, or use the paired model.'
  return withoutEstimate(
    startResult(table, options),
    { outcome: 'too-few-items', sentence, items: targets },
    names,
  )
}
