import pino from 'pino'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open-database.ts'
import { loadConfig } from '../../server/config.ts'
import { type Context, makeContext } from '../../server/context.ts'
import type { MailSender } from '../../server/send-mail.ts'
import { seededRandom } from '../../server/studies/seeded-random.ts'

/** A clock that a test moves. */
export interface Clock {
  now: number
}

/**
 * Returns the whole program around a fresh database (in memory unless a file is named), with a lent clock that
 * starts on 2 March 2026, 09:00 UTC, and seeded chance.
 */
export function givenContext(
  options: { file?: string; env?: Record<string, string>; sendMail?: MailSender } = {},
): {
  context: Context
  clock: Clock
} {
  const clock: Clock = { now: Date.UTC(2026, 2, 2, 9) }
  const random = seededRandom(1, 'test', 0)
  const db = openDatabase(options.file ?? ':memory:')
  migrate(db, clock.now)
  const context = makeContext({
    config: loadConfig({ BASE_URL: 'http://survey.test', ...options.env }),
    db,
    secret: Buffer.alloc(32, 7),
    log: pino({ level: 'error' }),
    now: () => clock.now,
    randomBelow: random.below,
    ...(options.sendMail ? { sendMail: options.sendMail } : {}),
  })
  return { context, clock }
}
