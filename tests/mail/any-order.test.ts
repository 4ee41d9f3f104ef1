import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OutboxRow } from '../../db/queries/outbox.ts'
import { markBounces } from '../../server/mail/bounces.ts'
import { cancelAllMail, cancelMail, pauseMail, sendAgain, takeAsSent } from '../../server/mail/outbox-acts.ts'
import { queueMailing } from '../../server/mail/queue-mail.ts'
import { openOutbox, recoverOutbox } from '../../server/mail/worker.ts'
import { Refusal } from '../../server/refusal.ts'
import type { MailSender, SendOutcome } from '../../server/send-mail.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { everybody } from './given-outbox.ts'

const who = 'coordinator@society.example'
const members = 4
const ends: (SendOutcome | 'dies' | 'dies before')[] = [
  { end: 'accepted', response: '250 ok' },
  { end: 'accepted', response: '250 ok' },
  { end: 'refused', forGood: true, reason: '550 no' },
  { end: 'refused', forGood: false, reason: '450 later' },
  { end: 'unknown', reason: 'no answer' },
  { end: 'unreachable', reason: 'down' },
  'dies',
  'dies before',
]

/** The process is gone: nothing that comes after happens. */
class Died extends Error {}

interface Step {
  act:
    | 'invite'
    | 'remind'
    | 'work'
    | 'cancel'
    | 'cancelAll'
    | 'again'
    | 'taken'
    | 'bounce'
    | 'wait'
    | 'decline'
    | 'pause'
  end: number
  mail: number
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom<Step['act']>(
    'invite',
    'remind',
    'work',
    'work',
    'work',
    'cancel',
    'cancelAll',
    'again',
    'taken',
    'bounce',
    'wait',
    'wait',
    'decline',
    'pause',
  ),
  end: fc.nat(ends.length - 1),
  mail: fc.integer({ min: 1, max: 12 }),
})

/** A study with members, and a mail server that does as the step says and counts what it may have. */
function givenPost() {
  const study = givenStudy(undefined, undefined, {
    env: { SMTP_HOST: 'x', MAIL_FROM: 'survey@post.example' },
  })
  study.context.log.level = 'silent'
  const links = Array.from({ length: members }, () => study.invite())
  const mayHave = new Map<string, number>()
  let end: (typeof ends)[number] = ends[0]!
  const sender: MailSender = {
    async send(mail, beforeMessage) {
      if (typeof end === 'object' && end.end === 'unreachable') return end
      if (end === 'dies before') throw new Died()
      await beforeMessage()
      if (end === 'dies' || (end as SendOutcome).end === 'accepted' || (end as SendOutcome).end === 'unknown')
        mayHave.set(mail.messageId, (mayHave.get(mail.messageId) ?? 0) + 1)
      if (end === 'dies') throw new Died()
      return end as SendOutcome
    },
    check: async () => undefined,
    close: () => undefined,
  }
  return { ...study, links, mayHave, sender, choose: (next: number) => (end = ends[next]!) }
}

async function take(
  given: ReturnType<typeof givenPost>,
  { act, end, mail }: Step,
): Promise<number | undefined> {
  const { context, clock, sender, links, app } = given
  const one = { slug: 'endo', mailId: mail, onlySociety: null }
  const queue = (kind: 'invitation' | 'reminder') =>
    queueMailing(context, 'endo', { ...everybody, kind }, who)
  if (act === 'invite') await queue('invitation')
  if (act === 'remind') await queue('reminder')
  if (act === 'wait') clock.now += 30 * 3_600_000
  if (act === 'cancel') cancelMail(context, one, who)
  if (act === 'cancelAll') cancelAllMail(context, { slug: 'endo', society: null, kind: null }, who)
  if (act === 'taken') takeAsSent(context, one, who)
  if (act === 'pause') pauseMail(context, 'endo', mail % 2 === 0, who)
  if (act === 'decline')
    await surgeon(app, links[mail % members]!).post(`${links[mail % members]}/decline`, '')
  if (act === 'bounce') {
    const row = context.queries.outbox.find.get(mail)
    const scope = { studyId: null, society: null }
    if (row)
      await markBounces(context, [{ messageIds: [row.message_id], addresses: [], reason: 'x' }], scope, who)
  }
  if (act === 'again') {
    const before = context.queries.outbox.find.get(mail)?.state
    sendAgain(context, one, who)
    return before === 'uncertain' ? mail : undefined
  }
  if (act === 'work') {
    given.choose(end)
    context.mailTrouble = undefined
    await openOutbox(context, sender, 60_000).next()
  }
  return undefined
}

const derived: Record<OutboxRow['state'], string> = {
  queued: 'queued',
  sending: 'queued',
  uncertain: 'queued',
  accepted: 'accepted',
  bounced: 'bounced',
  failed: 'failed',
  skipped: 'not_mailed',
  cancelled: 'not_mailed',
}

test('in whatever order things happen, nobody gets a second copy unasked, and the funnel follows the outbox', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const given = givenPost()
      const { context, mayHave } = given
      const asked = new Map<string, number>()
      for (const one of steps) {
        try {
          const again = await take(given, one)
          if (again !== undefined) {
            const id = context.queries.outbox.find.get(again)!.message_id
            asked.set(id, (asked.get(id) ?? 0) + 1)
          }
        } catch (error) {
          if (error instanceof Died) recoverOutbox(context)
          else if (!(error instanceof Refusal)) throw error
        }
      }
      for (const [id, copies] of mayHave) expect(copies).toBeLessThanOrEqual(1 + (asked.get(id) ?? 0))
      const rows = context.db.prepare('SELECT * FROM outbox ORDER BY id').all() as unknown as OutboxRow[]
      for (let id = 1; id <= members; id++) {
        const mine = rows.filter((row) => row.invitation_id === id)
        const under = mine.filter(({ state }) => ['queued', 'sending', 'uncertain'].includes(state))
        expect(under.length).toBeLessThanOrEqual(1)
        const status = context.db.prepare('SELECT mail_status FROM invitation WHERE id = ?').pluck().get(id)
        const last = mine.filter(({ kind }) => kind === 'invitation').at(-1)
        const cameBack = mine.some(({ kind, state }) => kind === 'reminder' && state === 'bounced')
        const expected = last ? derived[last.state] : 'not_mailed'
        expect(status).toBe(cameBack && expected === 'accepted' ? 'bounced' : expected)
        expect(
          mine.filter(({ kind, accepted_at }) => kind === 'reminder' && accepted_at !== null).length,
        ).toBeLessThanOrEqual(3)
      }
      context.db.close()
    }),
    { numRuns: 150 },
  )
})
