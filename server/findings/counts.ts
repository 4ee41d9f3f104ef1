import type { Survey } from '../exports/programs/survey.ts'

/**
 * What respondents said about a target and one other item, counted over the rows the model is fitted to: how often the
 * target was judged less, equal, more; `cannot` = cannot compare; `none` = the pair was planned for a respondent and
 * has no answer. First presentations only.
 */
export interface AnswerCounts {
  /** id of the comparator, or of another target */
  item: string
  less: number
  equal: number
  more: number
  cannot: number
  none: number
}

/** Returns the counts of one target and construct, in the study's order of items; items never asked about are missing. */
export function countsOf({ answers }: Survey, target: string, construct: string): AnswerCounts[] {
  const at = answers.items.indexOf(target)
  const on = answers.constructs.indexOf(construct)
  return answers.tallies
    .filter((tally) => tally.construct === on && (tally.a === at || tally.b === at))
    .sort((one, other) => otherOf(one, at) - otherOf(other, at))
    .map((tally) => {
      const { less, equal, more, cannot, none } = tally
      const turned = tally.a === at ? { less, more } : { less: more, more: less }
      return { item: answers.items[otherOf(tally, at)]!, ...turned, equal, cannot, none }
    })
}

function otherOf({ a, b }: { a: number; b: number }, item: number): number {
  return a === item ? b : a
}
