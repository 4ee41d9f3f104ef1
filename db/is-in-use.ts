import type { Db } from './open-database.ts'

/** Tells whether a migrated database holds anything that was made with the installation's secret. */
export function isInUse(db: Db): boolean {
  const found = db.prepare<[], number>(
    'SELECT EXISTS (SELECT 1 FROM invitation) OR EXISTS (SELECT 1 FROM user)',
  )
  return found.pluck().get() === 1
}
