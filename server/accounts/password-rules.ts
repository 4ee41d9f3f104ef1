import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { Refusal } from '../refusal.ts'
import { newUserFields } from './user-fields.ts'

/** Fewer guesses than 10^6 (score 0 or 1): found by whoever tries the lists of leaked passwords. */
const lowestScore = 2
/** What comes later in a long password can only add to it, and the search grows with the length. */
const lettersLookedAt = 64

let estimator: Promise<ZxcvbnFactory> | undefined

/**
 * Returns why a password is not taken, or undefined when it is: too short, or among those that are guessed first
 * (lists of leaked passwords and their variations, names and addresses given as `known` included).
 */
export async function passwordFault(password: string, known: readonly string[]): Promise<string | undefined> {
  const length = newUserFields.password.safeParse(password)
  if (!length.success) return length.error.issues[0]!.message
  estimator ??= loadEstimator()
  const words = known
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word !== '')
  const { score } = (await estimator).check(password.slice(0, lettersLookedAt), ['comparand', ...words])
  return score < lowestScore
    ? 'This password is among the first that are tried. Take a few words that do not belong together.'
    : undefined
}

/** Refuses a password that passwordFault finds fault with. */
export async function refuseWeakPassword(password: string, known: readonly string[]): Promise<void> {
  const fault = await passwordFault(password, known)
  if (fault !== undefined) throw new Refusal('invalid', fault)
}

/** The lists are read when the first password is chosen, not at every start. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new Factory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs })
}
