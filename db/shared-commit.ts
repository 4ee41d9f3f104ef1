import type { Db } from './open-database.ts'

/** Runs a synchronous write; the promise settles only after its commit is on disk. */
export type SharedCommit = <Result>(write: () => Result) => Promise<Result>

interface Waiting {
  write: () => unknown
  resolve: (result: unknown) => void
  reject: (reason: unknown) => void
}

/** More writes than this in one commit would keep the first of them waiting too long. */
const mostPerCommit = 200

/**
 * Returns a function that lets writes which wait at the same moment share one commit, because with full
 * durability the commit (one fsync) costs far more than the write. Each write has a savepoint of its own:
 * one that throws is undone and rejected alone. When the commit itself fails, all of them are rejected.
 */
export function sharedCommit(db: Db): SharedCommit {
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  const savepoint = db.prepare('SAVEPOINT one_write')
  const release = db.prepare('RELEASE one_write')
  const undo = db.prepare('ROLLBACK TO one_write')
  let queue: Waiting[] = []

  const runOne = ({ write, reject }: Waiting): { result: unknown } | undefined => {
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
      return undefined
    }
  }

  const flush = (): void => {
    const batch = queue.slice(0, mostPerCommit)
    queue = queue.slice(mostPerCommit)
    if (queue.length > 0) setImmediate(flush)
    try {
      begin.run()
      const outcomes = batch.map(runOne)
      commit.run()
      batch.forEach((waiting, index) => {
        const outcome = outcomes[index]
        if (outcome) waiting.resolve(outcome.result)
      })
    } catch (error) {
      if (db.inTransaction) rollback.run()
      for (const waiting of batch) waiting.reject(error)
    }
  }

  return <Result>(write: () => Result) =>
    new Promise<Result>((resolve, reject) => {
      if (queue.length === 0) setImmediate(flush)
      queue.push({ write, resolve: resolve as (result: unknown) => void, reject })
    })
}
