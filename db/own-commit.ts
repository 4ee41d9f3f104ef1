import type { Db } from './open-database.ts'

/**
 * How long a write with a commit of its own waits for the lock. It stands still while it waits, and in the server
 * everybody with it: long enough for another program's short turns, too short for anybody to notice.
 */
const patienceMs = 250

/** Returns a function that runs a synchronous write in a commit of its own; inside another one it joins that. */
export function ownCommit(db: Db): <Result>(run: () => Result) => Result {
  const usualMs = db.pragma('busy_timeout', { simple: true }) as number
  return (run) => {
    if (usualMs >= patienceMs || db.inTransaction) return db.transaction(run).immediate()
    db.pragma(`busy_timeout = ${patienceMs}`)
    try {
      return db.transaction(run).immediate()
    } finally {
      db.pragma(`busy_timeout = ${usualMs}`)
    }
  }
}
