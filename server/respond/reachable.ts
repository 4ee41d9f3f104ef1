import type { Context } from '../context.ts'
import { nextStep, stepsAfterPairs, stepsBeforePairs } from './next-step.ts'
import type { StartedVisit } from './open-link.ts'

/**
 * Returns whether a page of the way may be opened now: the one that comes next and all before it. Nobody can jump
 * ahead, everybody can go back.
 */
export function mayOpen(context: Context, visit: StartedVisit, step: string): boolean {
  const next = nextStep(context, visit.respondent, visit.definition)
  if (next === 'withdrawn') return false
  if (next === 'refused') return step === 'consent'
  const here = placeOf(context, visit, step)
  if (next === 'not-eligible') {
    const done = new Set(context.queries.respondents.listSteps.all(visit.respondent.id))
    return step === 'consent' || (here < pairsPlace && done.has(step))
  }
  // Who finished takes an agreement back by withdrawing, which says what it means for the answers.
  if (next === 'done') return !['consent', 'practice'].includes(step) && !step.startsWith('blocks/')
  return here <= placeOf(context, visit, next)
}

/** Pages before the pairs have smaller places, pages after them larger ones. */
const pairsPlace = 1000
const ratingsPlace = 1_000_000

function placeOf(context: Context, visit: StartedVisit, step: string): number {
  const [kind, number] = step.split('/')
  if (step === 'consent') return 0
  if (kind === 'pairs') return pairsPlace + 2 * Number(number) + 1
  if (kind === 'blocks') return pairsPlace + 2 * firstOfBlock(context, visit, Number(number))
  if (kind === 'ratings') return ratingsPlace + Number(number)
  const after = stepsAfterPairs(visit.definition).indexOf(step)
  if (after >= 0) return ratingsPlace + 1000 + after
  if (step === 'review') return ratingsPlace + 2000
  return 1 + stepsBeforePairs(visit.definition).indexOf(step)
}

/** A block's page stands just before its first pair. */
function firstOfBlock(context: Context, visit: StartedVisit, block: number): number {
  return context.queries.judgements.firstSeqOfBlock.get(visit.respondent.id, block) ?? 0
}

/** Returns the page before a page, for the Back link; undefined on the first one (the welcome page). */
export function stepBefore(context: Context, visit: StartedVisit, step: string): string | undefined {
  if (step === 'consent') return undefined
  const [kind, number] = step.split('/')
  const n = Number(number)
  if (kind === 'pairs') return n > 1 ? `pairs/${n - 1}` : 'blocks/1'
  const early = ['consent', ...stepsBeforePairs(visit.definition)]
  const at = early.indexOf(step)
  if (at > 0) return early[at - 1]
  const pairs = context.queries.judgements.countAssignments.get(visit.respondent.id)!
  if (kind === 'blocks') {
    const first = firstOfBlock(context, visit, n)
    return first > 1 ? `pairs/${first - 1}` : early.at(-1)
  }
  const lastPair = pairs > 0 ? `pairs/${pairs}` : early.at(-1)
  const ratings = visit.definition.ratingItems.length
  if (kind === 'ratings') return n > 1 ? `ratings/${n - 1}` : lastPair
  const lastRating = ratings > 0 ? `ratings/${ratings}` : lastPair
  const after = stepsAfterPairs(visit.definition)
  const place = after.indexOf(step)
  // The review page comes after the last of them.
  return (place < 0 ? after.at(-1) : after[place - 1]) ?? lastRating
}
