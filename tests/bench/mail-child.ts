import { monitorEventLoopDelay } from 'node:perf_hooks'
import { queueMailing } from '../../server/mail/queue-mail.ts'
import { openOutbox } from '../../server/mail/worker.ts'
import { openProcess } from '../../server/process.ts'

/* Queues and sends one mailing in a process of its own, so that its peak memory is its own. */

const context = openProcess({ ...process.env, LOG_LEVEL: 'error' })
const everybody = { kind: 'invitation' as const, society: null, wave: null, language: null, only: [] }
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const began = performance.now()
const queued = await queueMailing(context, 'endo', everybody, 'bench')
const queueMs = performance.now() - began
const outbox = openOutbox(context, context.sendMail!, context.config.mail!.perMinute)
for (;;) {
  const wait = await outbox.next()
  if (wait >= 1000) break
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
}
const seconds = (performance.now() - began) / 1000
context.sendMail!.close()
const peakMb = process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ queued, queueMs, seconds, peakMb, stallMs: delay.max / 1e6 }))
context.db.close()
