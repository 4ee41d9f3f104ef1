import type { Definition } from '../studies/definition.ts'
import type { FieldworkProgress } from './progress.ts'
import { type CountedCell, smallCells, smallCellThresholdOf } from './small-cells.ts'
import type { IsWithheld } from './withheld.ts'

/** Progress as somebody may see it: null is withheld. */
export interface ShownProgress {
  days: { day: string; started: number | null; completed: number | null }[]
  stops: { page: string; reached: number | null; stopped: number | null }[]
  minutes: FieldworkProgress['minutes'] | 'withheld'
}

/**
 * Returns the progress of a whole study with small counts withheld; where the funnel withholds how many started or
 * completed, nothing that adds up to it is told either.
 */
export function shownProgress(
  progress: FieldworkProgress,
  definition: Definition,
  isWithheld: IsWithheld,
): ShownProgress {
  const shown = withholdProgress(progress, smallCellThresholdOf(definition))
  const [noStarts, noEnds] = [isWithheld('started', {}), isWithheld('completed', {})]
  return {
    days: shown.days.map(({ day, started, completed }) => ({
      day,
      started: noStarts ? null : started,
      completed: noEnds ? null : completed,
    })),
    stops:
      noStarts || noEnds
        ? shown.stops.map(({ page }) => ({ page, reached: null, stopped: null }))
        : shown.stops,
    minutes: noEnds && shown.minutes ? 'withheld' : shown.minutes,
  }
}

/**
 * Returns progress with small counts withheld, and those they follow from: days and pages are cells of one known
 * total. Once a page's count is withheld nobody is told how many came to each page, because the differences are it.
 */
function withholdProgress(progress: FieldworkProgress, threshold: number): ShownProgress {
  const hidden = (cells: { name: string; n: number }[]) =>
    smallCells(
      cells.map((cell): CountedCell => ({ ...cell, totals: ['all'] })),
      threshold,
    )
  const started = hidden(progress.days.map(({ day, started }) => ({ name: day, n: started })))
  const completed = hidden(progress.days.map(({ day, completed }) => ({ name: day, n: completed })))
  const stopped = hidden([
    { name: 'finished', n: progress.finished },
    ...progress.stops.map(({ page, stopped }) => ({ name: page, n: stopped })),
  ])
  const { minutes } = progress
  return {
    days: progress.days.map((one) => ({
      day: one.day,
      started: started.has(one.day) ? null : one.started,
      completed: completed.has(one.day) ? null : one.completed,
    })),
    stops: progress.stops.map((one) => ({
      page: one.page,
      reached: stopped.size > 0 ? null : one.reached,
      stopped: stopped.has(one.page) ? null : one.stopped,
    })),
    minutes: minutes && minutes.measured < threshold ? 'withheld' : minutes,
  }
}
