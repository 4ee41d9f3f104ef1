import { Refusal } from '../refusal.ts'

const windowMs = 15 * 60_000
/**
 * Wrong tries within a quarter of an hour. The narrow limit is for one account from one address, so that nobody
 * can lock a colleague out, and a hospital behind one address is stopped only by its own hundredth mistake.
 */
const limits = { pair: 5, account: 30, address: 100 }
/** Beyond this the oldest counts are forgotten: memory must not grow with made-up addresses. */
const mostCounts = 20_000

export interface SignInThrottle {
  /** Counts a try before the password is looked at; refuses when there were too many. */
  begin(email: string, address: string, now: number): void
  /** Takes the try back: the password was right. */
  succeed(email: string, address: string): void
}

/** Returns a fresh throttle; its counts live in the process, as the program runs as one. */
export function signInThrottle(): SignInThrottle {
  const counts = new Map<string, { tries: number; until: number }>()
  const keys = (email: string, address: string): [string, number][] => {
    const account = email.trim().toLowerCase()
    return [
      [`pair ${account} ${address}`, limits.pair],
      [`account ${account}`, limits.account],
      [`address ${address}`, limits.address],
    ]
  }
  return {
    begin(email, address, now) {
      const kept = keys(email, address).map(([key, limit]) => ({ key, limit, count: counts.get(key) }))
      const full = kept.find(({ count, limit }) => count && now < count.until && count.tries >= limit)
      if (full) throw new Refusal('too_many', waitSentence(full.count!.until - now))
      for (const { key, count } of kept) {
        const current = count && now < count.until ? count : { tries: 0, until: now + windowMs }
        counts.delete(key)
        counts.set(key, { tries: current.tries + 1, until: current.until })
      }
      for (const oldest of counts.keys()) {
        if (counts.size <= mostCounts) break
        counts.delete(oldest)
      }
    },
    succeed(email, address) {
      const [[pair], ...wider] = keys(email, address) as [[string, number], ...[string, number][]]
      counts.delete(pair)
      for (const [key] of wider) {
        const count = counts.get(key)
        if (count) count.tries -= 1
      }
    },
  }
}

function waitSentence(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000))
  return `There were too many tries. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`
}
