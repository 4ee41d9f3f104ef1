import type { Context } from '../context.ts'

/** What the log calls the moment results opened, and the first look at them. */
export const openingActions = { opened: 'results opened', seen: 'results first seen' } as const

/** When a study's results opened and when somebody first looked at them; UTC milliseconds, undefined = not yet. */
export interface OpeningMoments {
  opened: number | undefined
  seen: number | undefined
}

/** What could be known when something was decided. */
export type Knowledge = 'not_open' | 'open' | 'seen'

/** The same for people. */
export const knowledgeWords: Record<Knowledge, string> = {
  not_open: 'not open yet',
  open: 'open; no look recorded',
  seen: 'already looked at',
}

/** Returns the moments after which a decision may have been taken because of a result. */
export function openingMoments(context: Context, studyId: number): OpeningMoments {
  const { audit, studies } = context.queries
  const closed = studies.listTransitions.all(studyId).find(({ state }) => state === 'closed')?.at
  // Whoever asks may look from closing on; the program writes the opening down within half a minute.
  const logged = audit.firstOfStudy.get(studyId, openingActions.opened)
  const known = [closed, logged].filter((at) => at !== undefined)
  return {
    opened: known.length === 0 ? undefined : Math.min(...known),
    seen: audit.firstOfStudy.get(studyId, openingActions.seen),
  }
}

/** Returns what could be known at a moment. */
export function knowledgeAt(at: number, { opened, seen }: OpeningMoments): Knowledge {
  if (seen !== undefined && at >= seen) return 'seen'
  return opened !== undefined && at >= opened ? 'open' : 'not_open'
}
