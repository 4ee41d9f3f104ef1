import type { Context } from '../context.ts'
import { mailWait } from '../mail-rate.ts'
import type { MailSender } from '../send-mail.ts'
import { deliverNext } from './deliver.ts'
import { runDueMailings } from './schedule.ts'

/** What the outbox cannot do at present, for pages and /healthz. */
export interface MailTrouble {
  reason: string
  /** UTC milliseconds */
  since: number
  nextTryAt: number
}

/** The outbox at work. */
export interface OutboxRun {
  /**
   * Does the next thing there is to do: queues reminders that are due, or sends one mail. Returns how long to wait
   * before the next call, in milliseconds.
   */
  next: () => Promise<number>
  /** Forgets a trouble, so that the next call tries at once. */
  tryNow: () => void
}

const minute = 60_000
/** Somebody may queue mail by a command, which cannot wake us. */
const lookEvery = 5_000
const firstHold = 30_000
const longestHold = 15 * minute

/** Returns the outbox of this process; what a crash left half sent is set aside for a person to decide. */
export function openOutbox(context: Context, sender: MailSender, perMinute: number): OutboxRun {
  const spacing = minute / perMinute
  let hold = firstHold
  let nextSlot = 0
  let recovered = false

  const held = (said: string): number => {
    const now = context.now()
    // Servers repeat the recipient; nobody's address belongs into the log or before everybody's eyes.
    const reason = said.replace(/[^\s<>]+@[^\s<>:;,]+/g, '…')
    context.mailTrouble = { reason, since: context.mailTrouble?.since ?? now, nextTryAt: now + hold }
    context.log.warn({ reason }, 'no mail can be sent')
    const wait = hold
    hold = Math.min(hold * 2, longestHold)
    return wait
  }

  const next = async (): Promise<number> => {
    if (!recovered) {
      await context.write(() => recoverOutbox(context))
      recovered = true
    }
    const now = context.now()
    const due = context.queries.mailings.nextDue.get() ?? Number.POSITIVE_INFINITY
    if (due <= now) await context.write(() => runDueMailings(context))
    const trouble = context.mailTrouble
    if (trouble && trouble.nextTryAt > now) return Math.min(trouble.nextTryAt - now, lookEvery)
    if (nextSlot > now) return nextSlot - now
    // Tests and personal links that people ask for count within the same minute.
    const full = mailWait(context, perMinute)
    if (full > 0) return Math.min(full, lookEvery)
    const step = await deliverNext(context, sender)
    if (step.step === 'held') return Math.min(held(step.reason), lookEvery)
    if (step.step === 'idle') return lookEvery
    if (step.step === 'skipped') return 0
    context.mailTrouble = undefined
    hold = firstHold
    // From the slot, not from now: what sending took is part of the spacing.
    nextSlot = Math.max(nextSlot, now - spacing) + spacing
    return Math.max(0, nextSlot - context.now())
  }
  const tryNow = () => {
    hold = firstHold
    context.mailTrouble = undefined
  }
  return { next, tryNow }
}

/** Sets aside what a process that died was sending: the mail server may have it, and nobody gets it twice. */
export function recoverOutbox(context: Context): void {
  const reason = 'the program was stopped while this mail was being handed over'
  context.queries.outboxChanges.interrupted.run({ reason, at: context.now() })
}

/** The outbox running by itself. */
export interface MailWorker {
  /** Lets the mail under way end, then closes the connection. */
  stop: () => Promise<void>
}

/** Runs the outbox until it is stopped; `wake` of the context makes it look at once. */
export function startMailWorker(context: Context, sender: MailSender, perMinute: number): MailWorker {
  const outbox = openOutbox(context, sender, perMinute)
  let stopping = false
  let wake: () => void = () => undefined
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  context.wakeMail = () => {
    outbox.tryNow()
    wake()
  }
  const run = async () => {
    while (!stopping) {
      const wait = await outbox.next().catch((error: unknown) => {
        context.log.error({ err: error }, 'the outbox stumbled')
        return lookEvery
      })
      if (!stopping && wait > 0) await pause(wait)
    }
    sender.close()
  }
  const ended = run()
  const stop = () => {
    stopping = true
    wake()
    return ended
  }
  return { stop }
}
