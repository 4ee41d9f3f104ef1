import { analyseAnswers } from '../results/analyse-answers.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import { type Dimension, type Group, groupOf, groupsBy } from './group-variants.ts'
import { keepRespondents, withGroups } from './tables.ts'
import type { Workbench } from './workbench.ts'

/** Whether groups judge the comparators differently (differential item functioning), each group against all others. */
export interface GroupDifference {
  dimension: Dimension
  /** large enough to be compared, with their respondents; fewer than two are not compared */
  groups: { name: string; respondents: number }[]
  /** one test over all groups and items; undefined with the reason in `sentence` */
  test: { chi2: number; df: number; p: number } | undefined
  /** items that one group places otherwise: |contrast| of at least half a logit and Holm p below .05 */
  flagged: {
    group: string
    item: string /** logits, the group less the others */
    contrast: number
    p: number
  }[]
  /** groups that could not be compared with the others, and why */
  failed: { group: string; sentence: string }[]
  sentence: string
}

/** Compares the groups that are large enough; undefined where there are no two groups of any size. */
export function differencesBetween(bench: Workbench, dimension: Dimension): GroupDifference | undefined {
  const known = groupsBy(bench, dimension)
  if (known.length < 2) return undefined
  const groups = known.filter((group) => group.large && !group.withheld)
  const sizes = groups.map(({ name, respondents }) => ({ name, respondents }))
  if (groups.length < 2)
    return { dimension, groups: sizes, test: undefined, flagged: [], failed: [], sentence: '' }
  const keys = groups.map((group) => group.key)
  const all = compare(bench, dimension, (key) => (keys.includes(key) ? key : ''))
  const flagged: GroupDifference['flagged'] = []
  const failed: GroupDifference['failed'] = []
  for (const { key, name } of groups) {
    // Names sort so that a contrast is the group less the others.
    const found = compare(bench, dimension, (other) =>
      !keys.includes(other) ? '' : other === key ? '1' : '2',
    )
    if (!found || 'outcome' in found) failed.push({ group: name, sentence: found?.sentence ?? '' })
    else
      for (const row of found.contrasts.filter((one) => one.flagged))
        flagged.push({
          group: name,
          item: bench.given.itemNames[row.item] ?? row.item,
          contrast: row.contrast,
          p: row.p_holm,
        })
  }
  const test = all && !('outcome' in all) ? all.test : undefined
  const sentence = all && 'outcome' in all ? withName(all.sentence, groups) : ''
  return { dimension, groups: sizes, test, flagged, failed, sentence }
}

function compare(
  bench: Workbench,
  dimension: Dimension,
  nameOf: (key: string) => string,
): AnalysisResult['dif_by_group'] {
  const { given, isPlanned } = bench
  const rows = isPlanned.flatMap((planned, row) => (planned ? [row] : []))
  const names = rows.map((row) => nameOf(groupOf(given.people[row]!, dimension) ?? ''))
  const table = keepRespondents(bench.table, (place) => names[place] !== '')
  const groups = names.filter((name) => name !== '')
  const { model } = given.planned
  // Tests of a dichotomised table would test the recoding too; the categories as answered are compared.
  const options = {
    ...given.planned,
    model: model === 'dichotomous' ? ('rsm' as const) : model,
    replications: 0,
  }
  return analyseAnswers(withGroups(table, groups), options).dif_by_group
}

/** The engine numbers groups in the order of their keys; people know them by name. */
function withName(sentence: string, groups: readonly Group[]): string {
  const inOrder = [...groups].sort((a, b) => (a.key < b.key ? -1 : 1))
  return sentence.replace(
    /^Group (\d+)/,
    (whole, number: string) => inOrder[Number(number) - 1]?.name ?? whole,
  )
}
