import { randomInt } from 'node:crypto'
import type { Logger } from 'pino'
import type { Db } from '../db/open-database.ts'
import { ownCommit } from '../db/own-commit.ts'
import { prepareQueries, type Queries } from '../db/queries/index.ts'
import { type SharedCommit, sharedCommit } from '../db/shared-commit.ts'
import type { Config } from './config.ts'
import { type Jobs, noJobs } from './jobs/jobs.ts'
import type { MailSender } from './send-mail.ts'
import type { StudyVersion } from './studies/definitions.ts'

/** What the outside world lends to the program: settings, data, clock, chance, log. */
export interface Context {
  config: Config
  db: Db
  queries: Queries
  /** Runs a synchronous write; settles after its commit is on disk. Writes that wait together share a commit. */
  write: SharedCommit
  /** Runs a synchronous write in a commit of its own; for the command line and for reads that need one snapshot. */
  transaction: <Result>(run: () => Result) => Result
  /** Runs synchronous reads in one snapshot: consistent, and cheaper than a lock for each of them. */
  read: <Result>(run: () => Result) => Result
  /** UTC milliseconds */
  now: () => number
  /** A whole number from 0 to below the limit, hard to guess. */
  randomBelow: (limit: number) => number
  /** The installation's secret: personal links and sessions derive their keys from it. */
  secret: Buffer
  log: Logger
  /** Hands mail to the mail server; undefined where none is set. */
  sendMail: MailSender | undefined
  /** Why no mail can be sent at present; undefined when it can. */
  mailTrouble: { reason: string; since: number; nextTryAt: number } | undefined
  /** Makes the outbox look at once; does nothing where none runs. */
  wakeMail: () => void
  /** Study versions read so far; they are immutable. */
  versions: Map<number, StudyVersion>
  /** what takes longer than a page may, under way or just ended */
  jobs: Jobs
}

/** Builds the context of a process around an open, migrated database. */
export function makeContext(lent: {
  config: Config
  db: Db
  secret: Buffer
  log: Logger
  now?: () => number
  randomBelow?: (limit: number) => number
  sendMail?: MailSender | undefined
}): Context {
  const { db } = lent
  return {
    config: lent.config,
    db,
    queries: prepareQueries(db),
    write: sharedCommit(db),
    transaction: ownCommit(db),
    read: db.transaction((run: () => unknown) => run()).deferred as Context['read'],
    now: lent.now ?? Date.now,
    randomBelow: lent.randomBelow ?? ((limit) => randomInt(limit)),
    secret: lent.secret,
    log: lent.log,
    sendMail: lent.sendMail,
    mailTrouble: undefined,
    wakeMail: () => undefined,
    versions: new Map(),
    jobs: noJobs(),
  }
}
