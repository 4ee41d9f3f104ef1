import type { CalibrationSet } from '../measurement/person-item/calibration-set.ts'
import { checkItemLinks } from '../measurement/person-item/item-links.ts'
import type { ItemResult } from './analysis-parts.ts'
import type { AnalysisResult } from './analysis-result.ts'
import type { WideAnswers } from './answer-table.ts'
import { emptyItem } from './empty-item.ts'

/** The result with every item that was set aside marked with the reason. */
export function withExtremes(
  result: AnalysisResult,
  table: WideAnswers,
  set: CalibrationSet,
): AnalysisResult {
  const items = { ...result.items }
  const mark = (indices: number[], without_measure: ItemResult['without_measure']) => {
    for (const index of indices) {
      const { id, workRvu } = table.items[index]!
      items[id] = { ...emptyItem(workRvu), without_measure }
    }
  }
  mark(set.itemsAtMaximum, 'always-highest')
  mark(set.itemsAtMinimum, 'always-lowest')
  mark(set.itemsUnanswered, 'no-answers')
  return { ...result, items }
}

/** Marginal ML also links groups of items that nobody links, by assuming that their respondents are alike. */
export function linkCaution(set: CalibrationSet, used: string[]): Partial<AnalysisResult> {
  const links = checkItemLinks(set.responses)
  if (links?.outcome !== 'disconnected') return {}
  return {
    sentence: `The model has an estimate, but ${links.groups!.length} groups of items are linked only by the assumption that their respondents are alike.`,
    concerned: links.groups!.map((group) => group.map((item) => used[item]!).join('+')),
  }
}
