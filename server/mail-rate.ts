import type { Context } from './context.ts'

const minute = 60_000

/** When mails of the last minute left, of every kind; a restart forgets it. */
const lately = new WeakMap<Context, number[]>()

/** Notes that a mail leaves now. */
export function noteMail(context: Context): void {
  recent(context).push(context.now())
}

/** Returns in how many milliseconds one more mail may leave within a limit a minute; 0: at once. */
export function mailWait(context: Context, perMinute: number): number {
  const times = recent(context)
  const full = times[times.length - perMinute]
  return full === undefined ? 0 : full + minute - context.now()
}

function recent(context: Context): number[] {
  const since = context.now() - minute
  const times = lately.get(context) ?? []
  lately.set(context, times)
  while (times[0] !== undefined && times[0] <= since) times.shift()
  return times
}
