import type { OutboxRow } from '../../db/queries/outbox.ts'
import { queueMailing } from '../../server/mail/queue-mail.ts'
import type { Choice } from '../../server/mail/recipients.ts'
import { smtpSender } from '../../server/mail/smtp.ts'
import { openOutbox } from '../../server/mail/worker.ts'
import type { MailSettings } from '../../server/mail-settings.ts'
import { type GivenStudy, givenStudy } from '../support/given-study.ts'
import { givenMailServer, type MailServer } from '../support/mail-server.ts'

export const everybody: Choice = { kind: 'invitation', society: null, wave: null, language: null, only: [] }

export interface GivenOutbox extends GivenStudy {
  server: MailServer
  /** Queues a mailing for everybody. */
  queue: (choice?: Partial<Choice>) => Promise<number>
  /** Lets the outbox work until there is nothing it can do now, or for so many steps. */
  work: (steps?: number) => Promise<void>
  /** The mails of a member, by their number from 1. */
  rows: () => OutboxRow[]
}

/** Returns the settings of mail through a server on loopback. */
export function settingsOf(server: { port: number }, change: Partial<MailSettings> = {}): MailSettings {
  return {
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    login: undefined,
    from: 'survey@post.example',
    perMinute: 60_000,
    ...change,
  }
}

/** A published study with members, and an outbox that hands its mail to a real SMTP server. */
export async function givenOutbox(
  members: number,
  options: { perMinute?: number; server?: MailServer } = {},
): Promise<GivenOutbox> {
  const server = options.server ?? (await givenMailServer())
  const perMinute = options.perMinute ?? 60_000
  const sender = smtpSender(settingsOf(server))
  const study = givenStudy('cpt-62380-2024', undefined, {
    env: { SMTP_HOST: '127.0.0.1', MAIL_FROM: 'survey@post.example', SMTP_SECURITY: 'none' },
    sendMail: sender,
  })
  study.context.log.level = 'silent'
  for (let n = 0; n < members; n++) study.invite()
  const outbox = openOutbox(study.context, sender, perMinute)
  const rows = () =>
    study.context.db.prepare('SELECT * FROM outbox ORDER BY id').all() as unknown as OutboxRow[]
  return {
    ...study,
    server,
    queue: (choice = {}) =>
      queueMailing(study.context, 'endo', { ...everybody, ...choice }, 'coordinator@society.example'),
    async work(steps = 100_000) {
      for (let step = 0; step < steps; step++) {
        const wait = await outbox.next()
        // The spacing between two mails passes by itself; longer waits are the test's to make.
        if (wait > 1000) break
        study.clock.now += wait
      }
    },
    rows,
  }
}

/** How often each recipient has taken a mail of a kind of subject; the most of them all. */
export function mostCopies(server: MailServer): number {
  const counts = new Map<string, number>()
  for (const { to } of server.taken) counts.set(to, (counts.get(to) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}

/** A header of a mail, unfolded. */
export function headerOf(raw: string, name: string): string {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''
}
