import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { seededRandom } from '../studies/seeded-random.ts'
import type { ListedMember } from './read-members.ts'

/** Somebody of a list in the order of the draw; `position` is the place from 1 in the order of addresses. */
export interface Drawn {
  member: ListedMember
  position: number
}

/** Who of a list is asked, and who waits, in the order of the draw. */
export interface Sample {
  seed: number
  /** typed by a person, as when a draw is repeated */
  isTyped: boolean
  drawn: Drawn[]
  reserve: Drawn[]
}

/** The largest seed a draw can have; smaller ones are drawn by chance. */
export const mostSeed = 2 ** 31 - 1

/** Draws a simple random sample of a list, with a fresh seed or the one given. Refuses a size that is no sample of it. */
export function drawSample(
  context: Context,
  members: readonly ListedMember[],
  size: number,
  seed?: number | undefined,
): Sample {
  if (size < 1 || size >= members.length)
    throw new Refusal(
      'invalid',
      `A sample of ${size} cannot be drawn from ${members.length} new members. Enter a number from 1 to ${Math.max(members.length - 1, 1)}.`,
    )
  return {
    ...sampleOf(members, size, seed ?? context.randomBelow(mostSeed + 1)),
    isTyped: seed !== undefined,
  }
}

/**
 * Returns the sample that a seed draws. Addresses are put in order first, so that the same people are drawn whatever
 * order the list came in: sort by address (lower case, by code unit), shuffle (Fisher–Yates), take the first.
 */
export function sampleOf(
  members: readonly ListedMember[],
  size: number,
  seed: number,
): Omit<Sample, 'isTyped'> {
  const key = (member: ListedMember) => member.email.toLowerCase()
  const ordered = [...members].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  const shuffled = drawOrder(ordered.length, seed).map((position) => ({
    member: ordered[position - 1]!,
    position,
  }))
  return { seed, drawn: shuffled.slice(0, size), reserve: shuffled.slice(size) }
}

/** Returns the positions 1 to n in the order in which a seed draws them. */
export function drawOrder(n: number, seed: number): number[] {
  const positions = Array.from({ length: n }, (_, at) => at + 1)
  return seededRandom(seed, 'sample of members', 0).shuffle(positions)
}
