import type { CalibrationSet } from '../measurement/person-item/calibration-set.ts'
import {
  type ItemEstimates,
  itemEstimates,
  type PersonItemFit,
} from '../measurement/person-item/item-estimates.ts'
import { measurePersons, toRows } from '../measurement/person-item/person-measures.ts'
import type { Responses } from '../measurement/person-item/responses.ts'
import { categoryStatistics } from '../measurement/quality/judging-habits.ts'
import { thurstoneThresholds } from '../measurement/quality/thresholds.ts'
import type { ItemResult } from './analysis-parts.ts'
import type { AnalysisResult } from './analysis-result.ts'
import type { AnalysisOptions, WideAnswers } from './answer-table.ts'
import { calibrateWide } from './calibrate-wide.ts'
import { describeGroups } from './describe-groups.ts'
import { describeModel, errorsAmongItems } from './describe-model.ts'
import { describePersons } from './describe-persons.ts'
import { itemFit } from './fit-of-items.ts'
import { linkCaution, withExtremes } from './items-without-measure.ts'
import { linkWide } from './link-wide.ts'
import { startResult, withoutEstimate } from './start-result.ts'

/** Analyses a person-by-item table by the model and estimator asked for. Never throws for bad data. */
export function analyseWide(table: WideAnswers, options: AnalysisOptions): AnalysisResult {
  const start = startResult(table, options)
  const names = table.items.map((item) => item.id)
  const calibrated = calibrateWide(table, options)
  if (calibrated.outcome !== 'calibrated') return withoutEstimate(start, calibrated, names)
  const { packed, responses, set, fit } = calibrated
  const used = Array.from(set.itemsUsed, (item) => names[item]!)
  const counted = { ...start, data: { ...start.data, ...countSet(set) } }
  if (fit.outcome !== 'fit') return withoutEstimate(withExtremes(counted, table, set), fit, used)
  const estimates = itemEstimates(fit)
  const result = describeModel(withExtremes(counted, table, set), { set, fit, estimates, used })
  return {
    ...withItems(result, used, set, fit, estimates),
    ...linkCaution(set, used),
    dif_by_group: describeGroups(table, set, fit.map.model),
    persons: describePersons(table, responses, set, fit),
    implied_wrvu: linkWide({ table, packed, set, fit, estimates, options }),
  }
}

function countSet(set: CalibrationSet) {
  return {
    rows_used: set.rowsUsed.length,
    empty_rows: set.emptyRows,
    incomplete_rows_dropped: set.incompleteRowsDropped,
    extreme_low: set.extremeLowRows,
    extreme_high: set.extremeHighRows,
  }
}

function withItems(
  result: AnalysisResult,
  used: string[],
  set: CalibrationSet,
  fit: PersonItemFit,
  estimates: ItemEstimates,
): AnalysisResult {
  const items = { ...result.items }
  const statistics = itemFit(set.responses, fit)
  const { steps } = estimates
  const amongItems = errorsAmongItems(estimates)
  const categories = describeCategories(set.responses, fit)
  const thurstone = thurstoneThresholds(estimates.thresholds, used.length, steps)
  const own = (values: Float64Array | null, k: number) =>
    values && Array.from(values.subarray(k * steps, (k + 1) * steps))
  used.forEach((id, k) => {
    items[id] = {
      ...items[id]!,
      location: estimates.locations[k]!,
      location_se: estimates.locationErrors[k]!,
      se_centred: amongItems[k]!,
      se_quick: estimates.quickErrors?.[k] ?? null,
      n: statistics.n[k]!,
      thresholds: own(estimates.thresholds, k),
      thresholds_se: own(estimates.thresholdErrors, k),
      thurstonian: own(thurstone, k),
      disordered: estimates.disordered[k]!,
      infit: statistics.infit[k]!,
      infit_z: statistics.infitZ[k]!,
      outfit: statistics.outfit[k]!,
      outfit_z: statistics.outfitZ[k]!,
      categories: categories[k]!,
    }
  })
  return { ...result, items }
}

function describeCategories(responses: Responses, fit: PersonItemFit): ItemResult['categories'][] {
  const measures = toRows(fit.groups, measurePersons(fit.groups, fit.thresholds, 'wle').measures)
  const byItem = Array.from({ length: responses.items }, (): NonNullable<ItemResult['categories']> => [])
  for (const { item, category, count, share, meanMeasure } of categoryStatistics(responses, measures))
    byItem[item]!.push({ category, count, share, mean_measure: meanMeasure })
  return byItem
}
