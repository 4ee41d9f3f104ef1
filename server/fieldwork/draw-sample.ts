import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { seededRandom } from '../studies/seeded-random.ts'
import type { ListedMember } from './read-members.ts'

/** Who of a list is asked, and who waits, in the order of the draw. */
export interface Sample {
  seed: number
  drawn: ListedMember[]
  reserve: ListedMember[]
}

/** Draws a simple random sample of a list with a fresh seed. Refuses a size that is no sample of it. */
export function drawSample(context: Context, members: readonly ListedMember[], size: number): Sample {
  if (size < 1 || size >= members.length)
    throw new Refusal(
      'invalid',
      `A sample of ${size} cannot be drawn from ${members.length} new members. Enter a number from 1 to ${Math.max(members.length - 1, 1)}.`,
    )
  return sampleOf(members, size, context.randomBelow(2 ** 31))
}

/**
 * Returns the sample that a seed draws. Addresses are put in order first, so that the same people are drawn whatever
 * order the list came in: sort by address (lower case, by code unit), shuffle (Fisher–Yates), take the first.
 */
export function sampleOf(members: readonly ListedMember[], size: number, seed: number): Sample {
  const key = (member: ListedMember) => member.email.toLowerCase()
  const ordered = [...members].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  const shuffled = seededRandom(seed, 'sample of members', 0).shuffle(ordered)
  return { seed, drawn: shuffled.slice(0, size), reserve: shuffled.slice(size) }
}
