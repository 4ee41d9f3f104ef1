import type { AnalysisResult } from '../results/analysis-result.ts'
import { fixed } from './numbers.ts'

/** One item of an analysis as the quality page shows it. */
export interface ItemRow {
  id: string
  cells: { label: string; text: string }[]
  flags: string[]
}

/** Mean squares outside are flagged; the limits of the published tables. */
export const fitLimits = [0.6, 1.4] as const

const unanimity = {
  'always-highest': 'unanimous: every answer the highest',
  'always-lowest': 'unanimous: every answer the lowest',
  'no-answers': 'no answers',
} as const

/** The headings of the cells of an item. */
export const itemHeads = ['Answers', 'Measure', 'SE', 'Infit', 'Infit z', 'Outfit', 'Outfit z', 'Thresholds']

/** Returns the items of an analysis with what stands out in words: most of it first, then in the order of the study. */
export function itemRows(analysis: AnalysisResult): ItemRow[] {
  const rows = Object.entries(analysis.items).map(([id, item]) => ({
    id,
    cells: [
      String(item.n),
      fixed(item.location, 2),
      fixed(item.location_se, 2),
      fixed(item.infit, 2),
      fixed(item.infit_z, 1),
      fixed(item.outfit, 2),
      fixed(item.outfit_z, 1),
      item.thresholds?.map((threshold) => fixed(threshold, 2)).join(', ') ?? '–',
    ].map((text, index) => ({ label: itemHeads[index]!, text })),
    flags: [
      ...(item.without_measure ? [unanimity[item.without_measure]] : []),
      ...(analysis.unanimous.includes(id) ? ['unanimous: held finite by a penalty'] : []),
      ...misfit('infit', item.infit),
      ...misfit('outfit', item.outfit),
      // The rating scale model has one set of steps: what is out of order is out of order everywhere, and said once.
      ...(item.disordered && analysis.tau === null ? ['thresholds out of order'] : []),
    ],
  }))
  // Sorting keeps the order of those that have as many.
  return rows.sort((one, other) => other.flags.length - one.flags.length)
}

function misfit(name: string, value: number | null): string[] {
  const [low, high] = fitLimits
  if (value === null || (value >= low && value <= high)) return []
  return [
    value > high
      ? `${name} above ${high}: noisier than the model expects`
      : `${name} below ${low}: more alike than the model expects`,
  ]
}

/** Returns what the common steps of the rating scale model say, in a sentence; '' where there are none. */
export function stepsText({ tau, items }: AnalysisResult): string {
  if (tau === null) return ''
  const steps = tau.map((step) => fixed(step, 2)).join(', ')
  const disordered = Object.values(items).some((item) => item.disordered)
  return disordered
    ? `The steps between the answers are ${steps} logits, out of order: a middle answer, as “equal”, is nowhere the most likely. That is no error, but the middle answer tells little.`
    : `The steps between the answers are ${steps} logits, in order.`
}

/** An |aQ3| from which two items are said to hang together; a rule of thumb (METHODS 2.1). */
const dependent = 0.2
const mostListed = 10

/** Returns the pairs of items that hang together beyond the model, and what that means in a sentence. */
export function dependenceOf(analysis: AnalysisResult): {
  dependence: { pair: string; aq3: string; reading: string }[]
  dependenceSentence: string
} {
  const { local_dependence: pairs, MADaQ3 } = analysis
  if (!pairs || MADaQ3 === null)
    return {
      dependence: [],
      dependenceSentence:
        'Local dependence is measured for person-by-item models by marginal maximum likelihood only.',
    }
  const flagged = pairs.filter(({ aq3 }) => Math.abs(aq3) >= dependent).slice(0, mostListed)
  const whole = `MADaQ3 is ${fixed(MADaQ3, 3)}: the mean size of what is left between two items when the scale is taken out.`
  return {
    dependence: flagged.map(({ first, second, aq3, p_holm: p }) => ({
      pair: `${first} and ${second}`,
      aq3: fixed(aq3, 2),
      reading: `answered more ${aq3 > 0 ? 'alike' : 'differently'} than the scale explains${chanceText(p)}`,
    })),
    dependenceSentence:
      flagged.length === 0
        ? `${whole} No pair reaches ${dependent}.`
        : `${whole} Pairs from ${dependent} on, the largest first:`,
  }
}

/** As the report says it: from 0.05 on chance alone can give as much. */
function chanceText(p: number): string {
  const told = `p ${p < 0.001 ? '< 0.001' : fixed(p, 3)} after Holm`
  return p < 0.05 ? `, beyond chance (${told})` : `; chance alone can give as much (${told})`
}
