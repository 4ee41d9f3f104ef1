import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarDays, dayAfter } from '../../server/mail/calendar-days.ts'
import { saveRule } from '../../server/mail/outbox-acts.ts'
import { setCloseTime } from '../../server/studies/study-transitions.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { surgeon } from '../support/surgeon.ts'
import { givenOutbox } from './given-outbox.ts'

const hour = 3_600_000
const who = 'coordinator@society.example'
const zones = ['Europe/Madrid', 'America/Santiago', 'America/Los_Angeles', 'Asia/Seoul', 'America/Sao_Paulo']

describe('days between two mails', () => {
  test.each([
    // [zone, the mail, the last moment that is too soon, the first that is not]: clocks change in between
    ['Europe/Madrid', '2026-03-27T08:00Z', '2026-03-29T21:59Z', '2026-03-29T22:00Z'],
    ['Europe/Madrid', '2026-10-23T21:59Z', '2026-10-25T22:59Z', '2026-10-25T23:00Z'],
    ['America/Santiago', '2026-04-03T12:00Z', '2026-04-06T03:59Z', '2026-04-06T04:00Z'],
    // On 6 September the clocks of Santiago skip midnight.
    ['America/Santiago', '2026-09-03T23:00Z', '2026-09-06T03:59Z', '2026-09-06T04:00Z'],
    ['America/Los_Angeles', '2026-03-06T20:00Z', '2026-03-09T06:59Z', '2026-03-09T07:00Z'],
    ['America/Los_Angeles', '2026-10-30T20:00Z', '2026-11-02T07:59Z', '2026-11-02T08:00Z'],
    ['Asia/Seoul', '2026-03-27T08:00Z', '2026-03-29T14:59Z', '2026-03-29T15:00Z'],
    ['America/Sao_Paulo', '2026-03-27T08:00Z', '2026-03-30T02:59Z', '2026-03-30T03:00Z'],
  ])('in %s a reminder after the mail of %s waits past %s until %s', async (zone, mail, before, from) => {
    const { context, clock, invite, queue, work, server } = await givenOutbox(0)
    setCloseTime(context, 'endo', { at: '2026-12-31T23:59', zone }, who)
    clock.now = Date.parse(mail)
    invite()
    await queue()
    await work()
    clock.now = Date.parse(before)
    await expect(queue({ kind: 'reminder' })).rejects.toThrow('Nobody is left')
    clock.now = Date.parse(from)
    expect(await queue({ kind: 'reminder' })).toBe(1)
    await work()
    expect(server.taken).toHaveLength(2)
  })

  test('hold for thanks as well, and the dry run says from which day on', async () => {
    const { context, app, clock, invite, queue, work } = await givenOutbox(0)
    const link = invite()
    await queue()
    await work()
    await surgeon(app, link).reach('done')
    const { post } = await givenBrowser(context, app, 'coordinator')
    const choice = { kind: 'thanks', society: '', wave: '', language: '', only: '' }
    const words = wordsOf((await post('/studies/endo/mail/check', choice)).text)
    expect(words).toContain('1: was written to too recently; possible from 5 March 2026 on')
    clock.now = Date.UTC(2026, 2, 4, 23, 59)
    await expect(queue({ kind: 'thanks' })).rejects.toThrow('Nobody is left')
    clock.now += 60_000
    expect(await queue({ kind: 'thanks' })).toBe(1)
  })

  test('are those that the page says', async () => {
    const { context, app } = await givenOutbox(1)
    setCloseTime(context, 'endo', { at: '2026-12-31T23:59', zone: 'Europe/Madrid' }, who)
    const { get } = await givenBrowser(context, app, 'coordinator')
    expect(wordsOf((await get('/studies/endo/mail')).text)).toContain(
      'goes 3 days after the last mail to that person at the earliest, counted by the calendar of Europe/Madrid: after a mail on a Monday, on the Thursday',
    )
  })

  test('never let the database refuse what the rule allows, whatever the zone and the hour', () => {
    const start = Date.UTC(2026, 0, 1)
    const moment = fc.integer({ min: start, max: start + 400 * 24 * hour })
    fc.assert(
      fc.property(
        moment,
        fc.nat(12 * 24 * 60),
        fc.integer({ min: 1, max: 10 }),
        fc.constantFrom(...zones),
        (at, minutes, gap, zone) => {
          const later = at + minutes * 60_000
          if (calendarDays(at, later, zone) < gap) return
          // What 0016_mail_and_erasure.sql refuses, however the program counts.
          expect(later - at).toBeGreaterThanOrEqual(((gap - 1) * 24 - 2) * hour)
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('are kept by the database too', async () => {
    const { context, clock, queue, work, rows } = await givenOutbox(1)
    saveRule(context, 'endo', { gapDays: 3, mostReminders: 3 }, who)
    await queue()
    await work()
    clock.now += 40 * hour
    const insert = () =>
      context.queries.outbox.queue.run({
        studyId: 1,
        mailingId: rows()[0]!.mailing_id,
        kind: 'thanks',
        token: 'm0',
        domain: 'x.example',
        at: clock.now,
        list: JSON.stringify([[rows()[0]!.invitation_id, 1]]),
      })
    expect(insert).toThrow('keeps its distance')
  })

  test('are named by the day of the zone', () => {
    const evening = Date.UTC(2026, 2, 28, 23, 30)
    expect(dayAfter(evening, 3, 'Europe/Madrid')).toBe('1 April 2026')
    expect(dayAfter(evening, 3, 'America/Santiago')).toBe('31 March 2026')
  })
})
