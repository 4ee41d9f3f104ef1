import type { Definition } from './definition.ts'
import type { ScheduleInput } from './plan-schedule.ts'

/** Returns what a definition's schedules are planned from, or undefined when it compares nothing. */
export function scheduleInput(definition: Definition): ScheduleInput | undefined {
  if (!definition.design) return undefined
  return {
    targets: definition.targets.map((target) => target.id),
    comparators: definition.comparators.map((comparator) => comparator.id),
    constructs: definition.constructs.map((construct) => construct.slug),
    design: definition.design,
  }
}
