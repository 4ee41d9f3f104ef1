import type { AnalysisResult } from '../results/analysis-result.ts'
import type { Judge } from './judges.ts'
import { fixed, percent } from './numbers.ts'

/** One respondent as the quality page sorts and shows them. */
export interface JudgeRow {
  pseudonym: string
  values: Record<JudgeColumn, number | null>
  flags: string[]
}

export type JudgeColumn =
  | 'infit'
  | 'outfit'
  | 'seconds'
  | 'first'
  | 'equal'
  | 'repeats'
  | 'triads'
  | 'answers'
  | 'cannot'

/** The columns with their headings; those without any value are left out of a page. */
export const judgeColumns: readonly {
  key: JudgeColumn
  label: string
  show: (value: number | null) => string
  /** the small ones ask for a look: sorted by it, they come first */
  smallFirst?: true
}[] = [
  { key: 'infit', label: 'Infit', show: (value) => fixed(value, 2) },
  { key: 'outfit', label: 'Outfit', show: (value) => fixed(value, 2) },
  { key: 'seconds', label: 'Median seconds', show: (value) => fixed(value, 1), smallFirst: true },
  { key: 'first', label: 'First-shown chosen', show: percent },
  { key: 'equal', label: 'Equal', show: percent },
  { key: 'repeats', label: 'Repeats that agree', show: percent, smallFirst: true },
  { key: 'triads', label: 'Circular triads', show: percent },
  { key: 'answers', label: 'Answers', show: (value) => fixed(value, 0), smallFirst: true },
  { key: 'cannot', label: 'Cannot compare', show: (value) => fixed(value, 0) },
]

/** Infit outside of it is flagged, as jamovi and Winsteps draw their limits. */
export const personLimits = [0.5, 1.5] as const
const [regular, noisy] = personLimits
const oneSided = 0.8
const fewestForSides = 10
const fewestRepeats = 3
const fewestTriads = 4
/** A quarter of the triples of somebody who guesses is circular. */
const guessing = 0.25

/** Returns the respondents with their fit in one analysis and their habits in all, in the order of the pseudonyms. */
export function judgeRows(judges: readonly Judge[], analysis: AnalysisResult): JudgeRow[] {
  const persons = new Map(analysis.persons.map((person) => [person.person, person]))
  return judges.map((judge): JudgeRow => {
    const person = persons.get(judge.pseudonym)
    const { repeats, triads } = judge
    const values = {
      infit: person?.infit ?? null,
      outfit: person?.outfit ?? null,
      seconds: judge.medianSeconds,
      first: judge.firstShare,
      equal: judge.equalShare,
      repeats: repeats.n === 0 ? null : repeats.agreeing / repeats.n,
      triads: triads === null || triads.strict === 0 ? null : triads.circular / triads.strict,
      answers: judge.answers,
      cannot: judge.cannot,
    }
    return { pseudonym: judge.pseudonym, values, flags: flagsOf(judge, values) }
  })
}

function flagsOf(judge: Judge, { infit, first, equal, repeats, triads }: JudgeRow['values']): string[] {
  const decided = judge.answers * (1 - (equal ?? 0))
  const found: [boolean, string][] = [
    [infit !== null && infit > noisy, 'answers contradict the scale (infit above 1.5)'],
    [infit !== null && infit < regular, 'answers more regular than the model expects (infit below 0.5)'],
    [judge.isHasty, 'fast: below a third of the usual time'],
    [judge.isStraightLining, 'the same answer throughout'],
    [first !== null && decided >= fewestForSides && first >= oneSided, 'mostly the procedure shown first'],
    [
      first !== null && decided >= fewestForSides && first <= 1 - oneSided,
      'mostly the procedure shown second',
    ],
    [
      repeats !== null && judge.repeats.n >= fewestRepeats && repeats < 0.5,
      'answered most repeated pairs otherwise',
    ],
    [
      triads !== null && (judge.triads?.strict ?? 0) >= fewestTriads && triads >= guessing,
      'as circular as guessing',
    ],
  ]
  return found.flatMap(([holds, words]) => (holds ? [words] : []))
}

/** Returns the rows sorted by a column; those without a value stand last, whichever way it is sorted. */
export function sortJudges(
  rows: readonly JudgeRow[],
  by: JudgeColumn | 'flags' | 'respondent',
  descending: boolean,
): JudgeRow[] {
  const side = descending ? -1 : 1
  const value = (row: JudgeRow) =>
    by === 'flags' ? row.flags.length : by === 'respondent' ? 0 : row.values[by]
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)]
    const byName = one.pseudonym < other.pseudonym ? -1 : 1
    if (by === 'respondent') return side * byName
    if (a === null || b === null) return a === b ? byName : a === null ? 1 : -1
    // Of as many flags the noisier respondent asks for the look first.
    const noise = by === 'flags' ? (other.values.infit ?? 0) - (one.values.infit ?? 0) : 0
    return side * (a - b) || noise || byName
  })
}
