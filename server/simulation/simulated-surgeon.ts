import type { Response } from '../../db/queries/judgements.ts'
import type { SeededRandom } from '../studies/seeded-random.ts'

/** How simulated surgeons answer; every rate is a share from 0 to 1. */
export interface Habits {
  /** share of respondents who stop on the way */
  partial: number
  /** share of pairs answered `cannot` */
  cannot: number
  /** share of ties between two items of the same measure */
  ties: number
  /** logits that the item shown first gains */
  orderEffect: number
  /** share of respondents who answer at random */
  careless: number
}

/** A person: who is careless looks at nothing. */
export interface Surgeon {
  careless: boolean
  /** logits by which this person sets every target above what they are */
  leaning: number
}

/** What the measure of an item is on a construct, in logits. */
export type Measures = (construct: string, item: string) => number

/** Draws a person: leanings are normal with a standard deviation of half a logit. */
export function drawSurgeon(random: SeededRandom, habits: Habits): Surgeon {
  return { careless: random.share() < habits.careless, leaning: 0.5 * drawNormal(random) }
}

/**
 * Returns the answer to one pair. Adjacent categories with a common threshold: with D the difference of the two
 * measures, more : equal : less = exp(D) : exp(T) : exp(−D). Two equal items (D = 0) tie with probability
 * exp(T) / (exp(T) + 2), from which T follows for a wished share of ties.
 */
export function drawResponse(random: SeededRandom, habits: Habits, careless: boolean, d: number): Response {
  if (random.share() < habits.cannot) return 'cannot'
  if (careless) return (['less', 'equal', 'more'] as const)[random.below(3)]!
  const [more, equal, less] = [Math.exp(d), (2 * habits.ties) / (1 - habits.ties), Math.exp(-d)]
  const drawn = random.share() * (more + equal + less)
  if (drawn < more) return 'more'
  return drawn < more + equal ? 'equal' : 'less'
}

/**
 * Returns true measures that follow wRVU: on each construct 3 ln(wRVU / their geometric mean), shifted for each item
 * and construct by a normal amount with a standard deviation of 0.3. A target without a wRVU stands at the middle.
 */
export function drawMeasures(
  random: SeededRandom,
  constructs: readonly string[],
  items: readonly { id: string; wrvu: number | null }[],
): Measures {
  const known = items.flatMap(({ wrvu }) => (wrvu === null || wrvu <= 0 ? [] : [Math.log(wrvu)]))
  const middle = known.reduce((sum, value) => sum + value, 0) / Math.max(known.length, 1)
  const measures = new Map<string, number>()
  for (const construct of constructs) {
    for (const { id, wrvu } of items) {
      const byWork = wrvu === null || wrvu <= 0 ? 0 : 3 * (Math.log(wrvu) - middle)
      measures.set(`${construct} ${id}`, byWork + 0.3 * drawNormal(random))
    }
  }
  return (construct, item) => measures.get(`${construct} ${item}`)!
}

/** A standard normal number by the Box–Muller method. */
export function drawNormal(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.share())) * Math.cos(2 * Math.PI * random.share())
}
