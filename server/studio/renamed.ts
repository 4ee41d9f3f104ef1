import type { Editable } from './editable.ts'
import type { ListSpec } from './topic.ts'

/** Lets whatever names an entry follow when the entry gets another name in files; `primary` is the one before. */
export function renamed(
  draft: Editable,
  list: ListSpec,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  primary: string | undefined,
): void {
  if (list.path === 'constructs' && before.slug !== undefined && before.slug === primary)
    draft.primaryConstruct = after.slug as string
  if (list.path === 'questions' && typeof before.variable === 'string')
    for (const condition of draft.eligibility)
      if (condition.variable === before.variable) condition.variable = after.variable as string
}
