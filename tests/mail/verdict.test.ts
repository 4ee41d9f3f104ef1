import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { RecipientRow } from '../../db/queries/recipients.ts'
import { type Reason, usualRule, verdictOf } from '../../server/mail/verdict.ts'

const at = Date.UTC(2026, 2, 10, 9)
const day = 24 * 3_600_000
const fresh: RecipientRow = {
  id: 1,
  study_id: 1,
  email: 'ana@society.example',
  name: 'Ana',
  language: 'en',
  society: 'isass',
  wave: 1,
  generation: 1,
  declined_at: null,
  revoked_at: null,
  opted_out: 0,
  started: 0,
  completed: 0,
  withdrawn: 0,
  consent: null,
  eligible: null,
  waiting: 0,
  uncertain: 0,
  failed: 0,
  bounced: 0,
  invited: 0,
  thanked: 0,
  reminders: 0,
  last_accepted_at: null,
  named_close: null,
}
const invited = { invited: 1, last_accepted_at: at - 10 * day }
const finished = { ...invited, started: 1, completed: 1, consent: 'agreed', eligible: 1 } as const
const ask = (kind: MailKind, change: Partial<RecipientRow>, state: 'live' | 'closing' = 'live') =>
  verdictOf({ ...fresh, ...change }, { kind, state, rule: usualRule, at, zone: 'UTC' })

describe('who gets a mail, and why not', () => {
  test.each<[MailKind, Partial<RecipientRow>, Reason | undefined]>([
    ['invitation', {}, undefined],
    ['invitation', invited, 'invited'],
    ['invitation', { started: 1 }, 'started'],
    ['invitation', { declined_at: 1 }, 'declined'],
    ['reminder', {}, 'not_invited'],
    ['reminder', invited, undefined],
    ['reminder', { ...invited, started: 1, consent: 'agreed' }, undefined],
    ['reminder', finished, 'finished'],
    ['reminder', { ...invited, declined_at: 1 }, 'declined'],
    ['reminder', { ...finished, withdrawn: 1 }, 'withdrew'],
    ['reminder', { ...invited, started: 1, consent: 'refused' }, 'refused'],
    ['reminder', { ...invited, started: 1, consent: 'agreed', eligible: 0 }, 'not_eligible'],
    ['reminder', { ...invited, reminders: 3 }, 'enough'],
    ['reminder', { ...invited, last_accepted_at: at - 2 * day }, 'too_soon'],
    ['reminder', { ...invited, last_accepted_at: at - 3 * day + 3_600_000 }, undefined],
    ['thanks', invited, 'not_finished'],
    ['thanks', finished, undefined],
    ['thanks', { ...finished, thanked: 1 }, 'thanked'],
    ['thanks', { ...finished, withdrawn: 1 }, 'withdrew'],
  ])('%s to %j: %s', (kind, change, expected) => {
    expect(ask(kind, change)).toBe(expected)
  })

  test.each<[Partial<RecipientRow>, Reason]>([
    [{ opted_out: 1 }, 'opted_out'],
    [{ revoked_at: 1 }, 'revoked'],
    [{ bounced: 1 }, 'bounced'],
    [{ failed: 1 }, 'failed'],
    [{ uncertain: 1 }, 'uncertain'],
    [{ waiting: 1 }, 'waiting'],
    [{ email: 'a@b.example\r\nBcc: c@d.example' }, 'address'],
    [{ email: '"a b"@c.example' }, 'address'],
  ])('no kind of mail to %j: %s', (change, expected) => {
    expect(ask('invitation', change)).toBe(expected)
    expect(ask('reminder', { ...invited, ...change })).toBe(expected)
    expect(ask('thanks', { ...finished, ...change })).toBe(expected)
  })

  test('a closing study reminds only those who have started', () => {
    expect(ask('reminder', invited, 'closing')).toBe('closing')
    expect(ask('reminder', { ...invited, started: 1 }, 'closing')).toBeUndefined()
    expect(ask('invitation', {}, 'closing')).toBe('closing')
  })

  test('whatever else is true, nobody who opted out, declined, finished or withdrew is reminded', () => {
    const flag = fc.constantFrom<0 | 1>(0, 1)
    const count = fc.nat(3)
    const member = fc.record({
      opted_out: flag,
      started: flag,
      completed: flag,
      withdrawn: flag,
      waiting: count,
      uncertain: count,
      bounced: count,
      failed: count,
      invited: count,
      reminders: fc.nat(5),
      declined_at: fc.constantFrom(null, 1),
      revoked_at: fc.constantFrom(null, 1),
      last_accepted_at: fc.option(fc.integer({ min: at - 20 * day, max: at })),
      consent: fc.constantFrom(null, 'agreed' as const, 'refused' as const),
      eligible: fc.constantFrom<null | 0 | 1>(null, 0, 1),
    })
    fc.assert(
      fc.property(member, (given) => {
        if (ask('reminder', given) !== undefined) return
        expect(given).toMatchObject({ opted_out: 0, completed: 0, withdrawn: 0, waiting: 0, bounced: 0 })
        expect(given.declined_at ?? given.revoked_at).toBeNull()
        expect(given.invited).toBeGreaterThan(0)
        expect(given.reminders).toBeLessThan(3)
        expect(given.last_accepted_at ?? 0).toBeLessThanOrEqual(at - 2.5 * day)
      }),
      { numRuns: 2000 },
    )
  })
})
