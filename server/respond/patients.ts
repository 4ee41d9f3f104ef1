import { toSafeHtml } from '../http/markdown.ts'
import type { Target } from '../studies/definition.ts'
import type { StartedVisit } from './open-link.ts'
import type { Patient } from './question-models.ts'
import { itemName, say } from './visit-shell.ts'

/** Returns the typical patients of targets, to be read again; each named where there are several. */
export function patientsOf(visit: StartedVisit, targets: readonly Target[]): Patient[] {
  return targets.map((target) => ({
    heading: targets.length > 1 ? itemName(visit, target) : undefined,
    html: toSafeHtml(say(visit, target.vignette)),
  }))
}
