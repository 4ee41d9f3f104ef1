import type { Definition } from '../studies/definition.ts'
import { mergeSmall } from './merge-small.ts'
import type { FieldworkProgress } from './progress.ts'
import { smallCellThresholdOf } from './small-cells.ts'
import type { IsWithheld } from './withheld.ts'

/** Progress as somebody may see it; days and pages may be several, from the first to the last one named. */
export interface ShownProgress {
  /** undefined: withheld */
  days: FieldworkProgress['days'] | undefined
  stops: FieldworkProgress['stops'] | undefined
  minutes: FieldworkProgress['minutes'] | 'withheld'
}

/**
 * Returns the progress of a whole study with neighbouring days, and pages, told together where their counts are small;
 * where the funnel withholds how many started or completed, nothing that adds up to it is told.
 */
export function shownProgress(
  { days, stops, minutes }: FieldworkProgress,
  definition: Definition,
  isWithheld: IsWithheld,
): ShownProgress {
  const threshold = smallCellThresholdOf(definition)
  const isTold = !isWithheld('started', {}) && !isWithheld('completed', {})
  return {
    days: isTold ? daysTogether(days, threshold) : undefined,
    stops: isTold ? pagesTogether(stops, threshold) : undefined,
    minutes: minutes && (!isTold || minutes.measured < threshold) ? 'withheld' : minutes,
  }
}

function daysTogether(days: FieldworkProgress['days'], threshold: number): ShownProgress['days'] {
  return mergeSmall(
    days,
    threshold,
    ({ started, completed }) => [started, completed],
    (one, next) => ({
      day: fromTo(one.day, next.day),
      started: one.started + next.started,
      completed: one.completed + next.completed,
    }),
  )
}

function pagesTogether(stops: FieldworkProgress['stops'], threshold: number): ShownProgress['stops'] {
  return mergeSmall(
    stops,
    threshold,
    ({ stopped }) => [stopped],
    (one, next) => ({
      page: fromTo(one.page, next.page),
      reached: one.reached,
      stopped: one.stopped + next.stopped,
    }),
  )
}

const between = ' – '

function fromTo(one: string, next: string): string {
  return `${one.split(between)[0]}${between}${next.split(between).at(-1)}`
}
