import type { AnalysisResult } from '../results/analysis-result.ts'
import { type ChanceMisfit, countMisfits, type Expected, type Misfits } from '../results/chance-misfit.ts'
import { type Chances, chanceLimits } from './chance.ts'
import { fixed } from './numbers.ts'
import type { Fact } from './pages.ts'

/** How many of how many stand out in one way, and how many would by chance; undefined where that is not known. */
export interface StandingOut {
  kind: keyof Misfits
  name: string
  n: number
  of: number
  expected: Expected | undefined
}

/** Returns how many persons and items of an analysis lie outside the limits, beside what chance alone would give. */
export function standingOut(analysis: AnalysisResult, chance: ChanceMisfit | undefined): StandingOut[] {
  const { persons, items } = chanceLimits
  const counts = countMisfits(analysis, chanceLimits)
  const measured = analysis.persons.filter(({ infit }) => infit !== null).length
  const fitted = Object.values(analysis.items).filter(({ infit }) => infit !== null).length
  const row = (kind: keyof Misfits, name: string, of: number): StandingOut[] =>
    of === 0 ? [] : [{ kind, name, n: counts[kind], of, expected: chance?.[kind] }]
  return [
    ...row('personsAbove', `respondents with infit above ${persons[1]}`, measured),
    ...row('personsBelow', `respondents with infit below ${persons[0]}`, measured),
    ...row('items', `items with infit or outfit outside ${items[0]} to ${items[1]}`, fitted),
  ]
}

/** What chance would give, such as `by chance about 7.2 (3 to 12)`. */
export function expectedText({ mean, low, high }: Expected): string {
  return `by chance about ${fixed(mean, 1)} (${fixed(low, 0)} to ${fixed(high, 0)})`
}

/** What was found against what chance gives, in words. */
export function verdictOf(n: number, { low, high }: Expected): string {
  return n > high
    ? 'more than chance gives'
    : n < low
      ? 'fewer than chance gives'
      : 'within what chance gives'
}

/** How the numbers by chance were found, said once beside them. */
export function chanceNote({ kept, seed }: ChanceMisfit): string {
  return `By chance: if every answer kept to the model. Mean of ${kept} surveys simulated from the fitted model, with as many respondents and the same questions unanswered, each analysed like the real one (seed ${seed}); in brackets, where 95 in 100 of them lie.`
}

/** Returns the same as a page shows it. */
export function chanceFacts(
  name: string,
  analysis: AnalysisResult,
  chances: Chances | 'under way' | 'none',
): Fact[] {
  const chance = typeof chances === 'string' ? undefined : chances[name]
  const without =
    chances === 'under way'
      ? 'how many chance alone would give is being simulated'
      : 'by chance: not simulated'
  return [
    ...standingOut(analysis, chance).map((one) => ({
      label: one.name.charAt(0).toUpperCase() + one.name.slice(1),
      value: `${one.n} of ${one.of}`,
      hint: one.expected ? `${expectedText(one.expected)}: ${verdictOf(one.n, one.expected)}` : without,
    })),
    ...(chance
      ? [
          {
            label: 'How chance was reckoned',
            value: `${chance.kept} simulated surveys`,
            hint: chanceNote(chance),
          },
        ]
      : []),
  ]
}
