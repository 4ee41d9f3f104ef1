import { answeringSpeed } from '../measurement/quality/judging-habits.ts'
import type { AnswerTable } from '../results/answer-table.ts'
import { haveAnswers } from './tables.ts'
import type { Variant, VariantResult } from './variant.ts'
import { countKept, fewestForEstimate, triedVariant, type Workbench } from './workbench.ts'

type Trait = 'performer' | 'conflict' | 'typical'

const traits: {
  trait: Trait
  wanted: boolean
  name: string
  differs: string
  nobody: string
  unasked: string
}[] = [
  {
    trait: 'performer',
    wanted: true,
    name: 'Only who performs the procedure',
    differs: 'Respondents who said that they have performed it.',
    nobody: 'Everybody said that they have performed it',
    unasked: 'The study did not ask who has performed the procedure.',
  },
  {
    trait: 'conflict',
    wanted: false,
    name: 'Only without a conflict of interest',
    differs: 'Respondents who answered no to every question on financial interests.',
    nobody: 'Nobody disclosed a financial interest',
    unasked: 'The study did not ask about financial interests.',
  },
  {
    trait: 'typical',
    wanted: true,
    name: 'Only with typical patients',
    differs: 'Respondents who said that the patient described in the survey is typical for them.',
    nobody: 'Everybody said that the patient described is typical',
    unasked: 'The study did not ask whether the patient described is typical.',
  },
]

/** The planned analysis of those only who said something about themselves. */
export function traitVariants(bench: Workbench): (() => Variant)[] {
  const { people } = bench.given
  return traits.map(({ trait, wanted, name, differs, nobody, unasked }) => () => {
    const named = { id: `only-${trait}`, kind: 'respondents' as const, name, differs }
    if (people.every((person) => person[trait] === undefined))
      return { ...named, result: { outcome: 'not-asked', sentence: unasked } }
    const keep = (row: number) => people[row]![trait] === wanted
    const unusable = whyNot(bench, keep, `${nobody}, so this is the planned analysis.`, true)
    return unusable
      ? { ...named, result: unusable }
      : triedVariant(bench, named, { keep: planned(bench, keep) })
  })
}

/** The planned analysis with more, fewer or other answers, for reasons that lie in how they were given. */
export function answerVariants(bench: Workbench): (() => Variant)[] {
  return [() => everybody(bench), () => complete(bench), () => secondAnswers(bench), () => unhurried(bench)]
}

function everybody(bench: Workbench): Variant {
  const named = {
    id: 'everybody',
    kind: 'answers' as const,
    name: 'Everybody with an answer',
    differs:
      'Respondents whom the plan leaves out, such as those who stopped on the way, are taken in as well.',
  }
  const count = (table: AnswerTable) => haveAnswers(table).filter((has) => has).length
  const { everybody: all, primary } = bench.given
  if (count(all) === count(primary.table))
    return same(named, 'The plan left out nobody who gave an answer, so this is the planned analysis.')
  return triedVariant(bench, named, { from: all, keep: () => true })
}

function complete(bench: Workbench): Variant {
  const { people } = bench.given
  const named = {
    id: 'complete',
    kind: 'answers' as const,
    name: 'Only complete respondents',
    differs:
      'Respondents without a single “cannot compare” or gap on this construct, as programs that drop incomplete rows do.',
  }
  const keep = (row: number) => people[row]!.unscored === 0
  const unusable = whyNot(bench, keep, 'Everybody answered everything, so this is the planned analysis.')
  return unusable
    ? { ...named, result: unusable }
    : triedVariant(bench, named, { keep: planned(bench, keep) })
}

function secondAnswers(bench: Workbench): Variant {
  const named = {
    id: 'second-answers',
    kind: 'answers' as const,
    name: 'Repeats: the second answer',
    differs:
      'The plan takes the first answer to a pair shown twice and leaves the repeat out; here the repeat counts instead.',
  }
  const { repeated } = bench.given
  if (!repeated)
    return {
      ...named,
      result: { outcome: 'not-asked', sentence: 'No pair was shown twice on this construct.' },
    }
  return triedVariant(bench, named, { from: repeated })
}

function unhurried(bench: Workbench): Variant {
  const { people } = bench.given
  const { hasty, overallMedian } = answeringSpeed(people.map((person) => person.seconds))
  const limit = overallMedian === null ? '' : ` (${(overallMedian / 3).toFixed(1)} seconds)`
  const named = {
    id: 'unhurried',
    kind: 'answers' as const,
    name: 'Without the fastest',
    differs: `Without respondents whose median time for a judgement is below a third of everybody’s${limit}.`,
  }
  if (overallMedian === null)
    return { ...named, result: { outcome: 'not-asked', sentence: 'No times were measured.' } }
  const keep = (row: number) => !hasty[row]
  const unusable = whyNot(bench, keep, 'Nobody was that fast, so this is the planned analysis.')
  return unusable
    ? { ...named, result: unusable }
    : triedVariant(bench, named, { keep: planned(bench, keep) })
}

function planned(bench: Workbench, keep: (row: number) => boolean): (row: number) => boolean {
  return (row) => bench.isPlanned[row]! && keep(row)
}

function same(named: Omit<Variant, 'result'>, sentence: string): Variant {
  return { ...named, result: { outcome: 'same', sentence } }
}

/** Returns why a choice of respondents is not tried out: it leaves nobody out, or too few, or so few that they would be seen. */
function whyNot(
  bench: Workbench,
  keep: (row: number) => boolean,
  nobodyLeftOut: string,
  tellsOfPeople = false,
): VariantResult | undefined {
  const { kept, left } = countKept(bench, keep)
  const { smallCellThreshold: least } = bench.given
  const isSmall = (n: number) => n > 0 && n < least
  if (left === 0) return { outcome: 'same', sentence: nobodyLeftOut }
  if (tellsOfPeople && (isSmall(kept) || isSmall(left)))
    return {
      outcome: 'withheld',
      sentence: `Withheld: fewer than ${least} respondents are on one side of it.`,
    }
  if (kept >= fewestForEstimate) return undefined
  return { outcome: 'too-few', sentence: tooFewSentence(kept) }
}

/** Says that a group is too small for an estimate of its own. */
export function tooFewSentence(respondents: number): string {
  return `${respondents === 1 ? '1 respondent' : `${respondents} respondents`}; an estimate of its own needs ${fewestForEstimate}.`
}

/** Returns whether any yes among the answers to several questions; null while one is open and none is yes. */
export function anyYes(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true
  return answers.includes(null) ? null : false
}
