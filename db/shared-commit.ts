import { isBusy, isStorageTrouble } from './busy.ts'
import type { Db } from './open-database.ts'

/** Runs a synchronous write; the promise settles only after its commit is on disk. */
export interface SharedCommit {
  <Result>(write: () => Result): Promise<Result>
  /** Whether the newest commit failed, as on a full disk; the next one that keeps something clears it. */
  failing: () => boolean
}

interface Waiting {
  write: () => unknown
  resolve: (result: unknown) => void
  reject: (reason: unknown) => void
  /** monotonic milliseconds */
  since: number
}

/** More writes than this in one commit would keep the first of them waiting too long. */
const mostPerCommit = 200
/** While another program writes, the lock is tried again after these pauses; everything else is answered meanwhile. */
const firstPauseMs = 20
const longestPauseMs = 200
/** A write that had no turn for so long is rejected: whoever sent it has given up. */
const patienceMs = 30_000

/**
 * Returns a function that lets writes which wait at the same moment share one commit, because with full
 * durability the commit (one fsync) costs far more than the write. Each write has a savepoint of its own:
 * one that throws is undone and rejected alone. When the commit itself fails, all of them are rejected.
 * While another connection holds the write lock they keep their places and wait, without standing still: the
 * connection's own busy timeout should be short.
 */
export function sharedCommit(db: Db, patience = patienceMs): SharedCommit {
  const batchOf = commitBatch(db)
  let queue: Waiting[] = []
  let pause = firstPauseMs
  let scheduled = false

  const flush = (): void => {
    scheduled = false
    const batch = queue.slice(0, mostPerCommit)
    queue = queue.slice(mostPerCommit)
    if (batchOf.run(batch) === 'busy') waitForLock(batch)
    else {
      pause = firstPauseMs
      if (queue.length > 0) schedule(() => setImmediate(flush))
    }
  }

  const waitForLock = (batch: Waiting[]): void => {
    const all = [...batch, ...queue]
    const oldest = performance.now() - patience
    queue = all.filter(({ since }) => since > oldest)
    for (const { since, reject } of all) if (since <= oldest) reject(batchOf.lockError())
    if (queue.length > 0) schedule(() => setTimeout(flush, pause))
    pause = Math.min(pause * 1.5, longestPauseMs)
  }

  const schedule = (start: () => unknown): void => {
    if (scheduled) return
    scheduled = true
    start()
  }

  const write = <Result>(run: () => Result) =>
    new Promise<Result>((resolve, reject) => {
      queue.push({
        write: run,
        resolve: resolve as (result: unknown) => void,
        reject,
        since: performance.now(),
      })
      schedule(() => setImmediate(flush))
    })
  return Object.assign(write, { failing: batchOf.failing })
}

/** Returns what runs one batch in one commit; `busy` when it could not begin, and then nothing has happened. */
function commitBatch(db: Db) {
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck()
  const runOne = runAlone(db)
  let failing = false
  let lockError: unknown

  const run = (batch: readonly Waiting[]): 'busy' | 'settled' => {
    try {
      begin.run()
    } catch (error) {
      if (isBusy(error)) {
        lockError = error
        return 'busy'
      }
      return fail(batch, error)
    }
    try {
      // A commit without a change proves nothing about the disk.
      const before = failing ? changes.get() : undefined
      const outcomes = batch.map(runOne)
      commit.run()
      if (outcomes.some((outcome) => 'error' in outcome && isStorageTrouble(outcome.error))) failing = true
      else if (failing && changes.get() !== before) failing = false
      batch.forEach((waiting, index) => {
        const outcome = outcomes[index]!
        if ('result' in outcome) waiting.resolve(outcome.result)
      })
      return 'settled'
    } catch (error) {
      if (db.inTransaction) rollback.run()
      return fail(batch, error)
    }
  }

  const fail = (batch: readonly Waiting[], error: unknown): 'settled' => {
    failing = true
    for (const waiting of batch) waiting.reject(error)
    return 'settled'
  }
  return { run, failing: () => failing, lockError: () => lockError }
}

/** Returns what runs one write of a commit in a savepoint of its own; one that throws is rejected at once. */
function runAlone(db: Db): (waiting: Waiting) => { result: unknown } | { error: unknown } {
  const savepoint = db.prepare('SAVEPOINT one_write')
  const release = db.prepare('RELEASE one_write')
  const undo = db.prepare('ROLLBACK TO one_write')
  return ({ write, reject }) => {
    // A full disk makes SQLite undo the whole transaction: then nobody's write may be acknowledged.
    if (!db.inTransaction) throw new Error('The database gave up the transaction of several writes')
    savepoint.run()
    try {
      const result = write()
      release.run()
      return { result }
    } catch (error) {
      if (db.inTransaction) {
        undo.run()
        release.run()
      }
      reject(error)
      return { error }
    }
  }
}
