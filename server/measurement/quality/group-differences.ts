import { chiSquareUpper, normalTwoSided } from '../numeric/distributions.ts'
import { holmAdjust } from '../numeric/statistics.ts'
import { type NoEstimate, noEstimate } from '../outcome.ts'
import { fitPaired, type PairedFit, type PairedOptions } from '../paired/fit-paired.ts'
import { type Judgements, selectJudgements } from '../paired/judgements.ts'
import { checkCategories } from '../person-item/check-categories.ts'
import { type ConditionalFit, fitConditional } from '../person-item/fit-conditional.ts'
import { itemEstimates } from '../person-item/item-estimates.ts'
import { type Responses, selectResponses } from '../person-item/responses.ts'
import type { ItemModel } from '../person-item/threshold-map.ts'
import type { LikelihoodRatio } from './model-comparison.ts'

/** Beyond this contrast in logits a difference between groups is large enough to matter. */
export const LARGE_CONTRAST = 0.5

/**
 * One item's difference between two groups: contrast = first - second in logits, each group centred on its
 * own items; `flagged` when |contrast| >= 0.5 and the Holm-adjusted p is below .05.
 */
export type GroupContrast = {
  item: number
  first: number
  second: number
  contrast: number
  error: number
  z: number
  p: number
  pHolm: number
  flagged: boolean
}

/**
 * How groups of respondents differ. `test` is one test over all items; `contrasts` (for two groups) say
 * where. `artefact` explains what centring does: one deviant item moves the others the other way.
 */
export type GroupDifferences = {
  outcome: 'fit'
  test: LikelihoodRatio
  contrasts: GroupContrast[]
  artefact: string
}

/**
 * Differential item functioning under conditional ML: Andersen's test LR = 2 (sum_g logL_g - logL) with
 * (G-1) k degrees of freedom, and Wald z = (d_1 - d_2) / sqrt(se_1^2 + se_2^2) between the first two groups.
 * `groupOfRow` holds group numbers 0..G-1, or -1 to leave a row out (of the pooled fit too).
 * Sources: Andersen 1973, Psychometrika 38:123; Wright & Masters 1982, p. 115; Holm 1979.
 * Named outcomes: those of the conditional fit, in whichever group has none.
 */
export function compareGroups(
  responses: Responses,
  model: ItemModel,
  groupOfRow: ArrayLike<number>,
): GroupDifferences | NoEstimate {
  const members = membersOf(groupOfRow)
  if (members.length < 2) return tooFewGroups()
  const everyItem = Array.from({ length: responses.items }, (_, i) => i)
  const pooled = fitConditional(selectResponses(responses, members.flat(), everyItem), model)
  if (pooled.outcome !== 'fit') return pooled
  const fits: ConditionalFit[] = []
  for (const rows of members) {
    const own = selectResponses(responses, rows, everyItem)
    const fit = checkCategories(own, model) ?? fitConditional(own, model)
    if (fit.outcome !== 'fit') return inGroup(fit as NoEstimate, fits.length)
    fits.push(fit as ConditionalFit)
  }
  const estimates = fits.map(itemEstimates)
  const [first, second] = estimates as [(typeof estimates)[0], (typeof estimates)[0]]
  return {
    outcome: 'fit',
    test: ratioTest(pooled, fits),
    contrasts: toContrasts(first.locations, first.locationErrors, second.locations, second.locationErrors),
    artefact: artefactSentence(responses.items),
  }
}

/**
 * The same for a paired model: likelihood ratio over groups, and Wald contrasts of B with full errors.
 * `groupOf` gives each judgement's group number, or -1 to leave it out.
 * Source: METHODS 2.1 (DIF), applied to pairs.
 */
export function comparePairedGroups(
  judgements: Judgements,
  groupOf: ArrayLike<number>,
  options: PairedOptions = {},
): GroupDifferences | NoEstimate {
  const members = membersOf(groupOf)
  if (members.length < 2) return tooFewGroups()
  const pooled = fitPaired(selectJudgements(judgements, members.flat()), options)
  if (pooled.outcome !== 'fit') return pooled
  const fits: PairedFit[] = []
  for (const positions of members) {
    const fit = fitPaired(selectJudgements(judgements, positions), options)
    if (fit.outcome !== 'fit') return inGroup(fit, fits.length)
    fits.push(fit)
  }
  const [first, second] = fits as [PairedFit, PairedFit]
  return {
    outcome: 'fit',
    test: ratioTest(pooled, fits),
    contrasts: toContrasts(first.B, first.fullErrors, second.B, second.fullErrors),
    artefact: artefactSentence(judgements.items),
  }
}

function membersOf(groupOf: ArrayLike<number>): number[][] {
  const members: number[][] = []
  for (let n = 0; n < groupOf.length; n++) {
    const group = groupOf[n]!
    if (group < 0) continue
    members[group] ??= []
    members[group].push(n)
  }
  return members.filter((rows) => rows !== undefined)
}

function tooFewGroups(): NoEstimate {
  return noEstimate('too-few-persons', 'A comparison needs at least two groups of respondents.')
}

function inGroup(reason: NoEstimate, group: number): NoEstimate {
  return {
    ...reason,
    sentence: `Group ${group + 1} has no measure of its own for every item: ${reason.sentence}`,
  }
}

type Fitted = { loglik: number; npar: number }

function ratioTest(pooled: Fitted, fits: Fitted[]): LikelihoodRatio {
  const separate = fits.reduce((sum, fit) => sum + fit.loglik, 0)
  const chi2 = Math.max(0, 2 * (separate - pooled.loglik))
  const df = (fits.length - 1) * pooled.npar
  return { chi2, df, p: chiSquareUpper(chi2, df) }
}

function toContrasts(
  first: Float64Array,
  firstErrors: Float64Array,
  second: Float64Array,
  secondErrors: Float64Array,
): GroupContrast[] {
  const rows = Array.from(first, (value, item) => {
    const contrast = value - second[item]!
    const error = Math.hypot(firstErrors[item]!, secondErrors[item]!)
    const z = error > 0 ? contrast / error : 0
    return { item, first: value, second: second[item]!, contrast, error, z, p: normalTwoSided(z) }
  })
  const adjusted = holmAdjust(rows.map((row) => row.p))
  return rows.map((row, k) => {
    const pHolm = adjusted[k]!
    return { ...row, pHolm, flagged: Math.abs(row.contrast) >= LARGE_CONTRAST && pHolm < 0.05 }
  })
}

function artefactSentence(items: number): string {
  return `Measures are centred within each group, so a single item that differs by d moves each of the other ${items - 1} items by -d/${items - 1}; read small opposite contrasts with the largest one in mind.`
}
