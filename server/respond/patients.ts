import type { Context } from '../context.ts'
import { toSafeHtml } from '../http/markdown.ts'
import type { Comparator, Target } from '../studies/definition.ts'
import { mediaOf } from './media-view.ts'
import type { StartedVisit } from './open-link.ts'
import type { Look, Patient } from './question-models.ts'
import { itemName, say } from './visit-shell.ts'

/** Returns the typical patients of targets, to be read again; each named where there are several. */
export function patientsOf(context: Context, visit: StartedVisit, targets: readonly Target[]): Patient[] {
  return targets.map((target) => ({
    heading: targets.length > 1 ? itemName(visit, target) : undefined,
    html: toSafeHtml(say(visit, target.vignette)),
    media: mediaOf(context, visit, target),
  }))
}

/** Returns the pictures of comparators that have some. */
export function looksOf(context: Context, visit: StartedVisit, comparators: readonly Comparator[]): Look[] {
  return comparators
    .filter((comparator) => comparator.media)
    .map((comparator) => ({
      summary: visit.words.lookAt(itemName(visit, comparator)),
      media: mediaOf(context, visit, comparator),
    }))
}
