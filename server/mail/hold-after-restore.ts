import type { Context } from '../context.ts'

/**
 * Sets aside what a backup says is waiting: since it was made, the mail may have gone out, and nobody gets it twice.
 * Runs inside a write. A person decides mail by mail on the outbox page.
 */
export function holdAfterRestore(context: Context): void {
  const at = context.now()
  context.queries.outboxChanges.holdAll.run({
    reason: 'a backup was put back; this mail may have been sent since the backup was made',
    at,
  })
  context.queries.mailings.missDue.run({
    reason: 'A backup was put back; the reminder may have gone out since it was made.',
    at,
  })
}
