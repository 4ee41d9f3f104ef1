import type { NoEstimate } from '../measurement/outcome.ts'
import type { Judgements } from '../measurement/paired/judgements.ts'
import type { CalibrationSet } from '../measurement/person-item/calibration-set.ts'
import type { ItemModel } from '../measurement/person-item/threshold-map.ts'
import {
  compareGroups,
  comparePairedGroups,
  type GroupDifferences,
} from '../measurement/quality/group-differences.ts'
import type { AnalysisResult } from './analysis-result.ts'
import type { AnalysisOptions, PairAnswers, WideAnswers } from './answer-table.ts'

type Described = AnalysisResult['dif_by_group']

/** Differences between groups of respondents by conditional ML; null when no groups were named. */
export function describeGroups(table: WideAnswers, set: CalibrationSet, model: ItemModel): Described {
  const { groups } = table
  if (!groups) return null
  const names = groupNames(groups)
  const groupOfRow = Array.from(set.rowsUsed, (row) => names.indexOf(groups[row]!))
  const ids = Array.from(set.itemsUsed, (item) => table.items[item]!.id)
  return describe(compareGroups(set.responses, model, groupOfRow), names, ids)
}

/** The same for the paired model. */
export function describePairedGroups(
  table: PairAnswers,
  judgements: Judgements,
  options: AnalysisOptions,
): Described {
  const { groups } = table
  if (!groups) return null
  const names = groupNames(groups)
  const groupOf = Array.from(judgements.respondent, (respondent) => names.indexOf(groups[respondent]!))
  const found = comparePairedGroups(judgements, groupOf, { ties: options.ties, order: options.order })
  return describe(
    found,
    names,
    table.items.map((item) => item.id),
  )
}

/** Groups in alphabetical order; respondents without a group are left out. */
function groupNames(groups: string[]): string[] {
  return [...new Set(groups)].filter((group) => group !== '').sort()
}

function describe(found: GroupDifferences | NoEstimate, groups: string[], ids: string[]): Described {
  if (found.outcome !== 'fit') return { outcome: found.outcome, sentence: found.sentence }
  const contrasts = found.contrasts.map((row) => ({
    item: ids[row.item]!,
    first: row.first,
    second: row.second,
    contrast: row.contrast,
    se: row.error,
    wald_z: row.z,
    p: row.p,
    p_holm: row.pHolm,
    flagged: row.flagged,
  }))
  return { groups, test: found.test, contrasts, artefact: found.artefact }
}
