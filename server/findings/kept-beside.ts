import type { Db } from '../../db/open-database.ts'
import type { Context } from '../context.ts'
import { type JobOrder, mayAsk, startJob } from '../jobs/jobs.ts'

type Entry<Made> = { made: Made } | 'under way' | 'failed'

/** What is made beside the web process and kept in memory, for each database; the oldest goes where there are many. */
export type Kept<Made> = WeakMap<Db, Map<string, Entry<Made>>>

/** Small: some numbers each. */
const mostKept = 50

/**
 * Returns what is kept under a key, or 'under way': the first to ask starts a job that makes it. 'none' where making it
 * failed. Where its asker has very much under way, it is begun when it is asked for again.
 */
export function keptBeside<Made>(
  context: Context,
  kept: Kept<Made>,
  order: Omit<JobOrder, 'run'>,
  make: () => Promise<Made> | Made,
): Made | 'under way' | 'none' {
  const { key, by, back } = order
  const entries = kept.get(context.db) ?? new Map<string, Entry<Made>>()
  kept.set(context.db, entries)
  const known = entries.get(key)
  if (known === 'failed') return 'none'
  if (known !== undefined) return known === 'under way' ? known : known.made
  if (!mayAsk(context, by)) return 'under way'
  entries.set(key, 'under way')
  for (const oldest of entries.keys()) {
    if (entries.size <= mostKept) break
    entries.delete(oldest)
  }
  startJob(context, {
    ...order,
    run: async () => {
      try {
        entries.set(key, { made: await make() })
      } catch (error) {
        entries.set(key, 'failed')
        throw error
      }
      return back.href
    },
  })
  return 'under way'
}
