import { describe, expect, test } from 'vitest'
import { pauseMail, saveRule } from '../../server/mail/outbox-acts.ts'
import { cancelMailing, scheduleReminder } from '../../server/mail/schedule.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { pauseStudy, resumeStudy, setCloseTime } from '../../server/studies/study-transitions.ts'
import { surgeon } from '../support/surgeon.ts'
import { everybody, givenOutbox } from './given-outbox.ts'

const hour = 3_600_000
const day = 24 * hour
const who = 'coordinator@society.example'
const reminder = { ...everybody, kind: 'reminder' as const }

async function givenInvited(members: number, from?: number) {
  const given = await givenOutbox(0)
  if (from !== undefined) given.clock.now = from
  const links = Array.from({ length: members }, () => given.invite())
  await given.queue()
  await given.work()
  given.server.taken.length = 0
  return { ...given, links, to: () => given.server.taken.map((mail) => mail.to) }
}

describe('a reminder', () => {
  test('goes only to those who have not ended, looked at again when it leaves', async () => {
    const { app, links, clock, queue, work, to, context, rows } = await givenInvited(6)
    await surgeon(app, links[0]!).reach('done')
    await surgeon(app, links[1]!).post(`${links[1]}/decline`, '')
    clock.now += 4 * day
    expect(await queue({ kind: 'reminder' })).toBe(4)
    // Between queueing and leaving one finishes, one opts out, one mail comes back.
    await surgeon(app, links[2]!).reach('done')
    context.queries.mailTexts.optOut.run('MEMBER-4@society.example', clock.now)
    context.db
      .prepare(
        `UPDATE outbox SET state = 'bounced', reason = 'x' WHERE invitation_id = 5 AND kind = 'invitation'`,
      )
      .run()
    await work()
    expect(to()).toEqual(['member-6@society.example'])
    const skipped = rows().filter(({ state }) => state === 'skipped')
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'has finished',
      'opted out of all mail',
      'mail to this address came back',
    ])
  })

  test('keeps its distance and comes at most so often, however often it is asked for', async () => {
    const { clock, queue, work, to } = await givenInvited(1)
    for (let hours = 0; hours < 24 * 30; hours += 5) {
      clock.now += 5 * hour
      await queue({ kind: 'reminder' }).catch(() => undefined)
      await work()
    }
    expect(to()).toHaveLength(3)
  })

  test('none goes where a study allows none', async () => {
    const { clock, queue, context } = await givenInvited(1)
    saveRule(context, 'endo', { gapDays: 1, mostReminders: 0 }, who)
    clock.now += 9 * day
    await expect(queue({ kind: 'reminder' })).rejects.toThrow('Nobody is left')
  })
})

describe('a scheduled reminder', () => {
  const dueAtOf = (context: Awaited<ReturnType<typeof givenInvited>>['context']) =>
    context.db.prepare(`SELECT due_at FROM mailing WHERE state = 'waiting'`).pluck().get() as number

  test.each([
    // [zone, local time, UTC]: in summer, in winter, at an hour that clocks skip, and at one they show twice
    ['Europe/Madrid', '2026-03-28T09:00', '2026-03-28T08:00Z'],
    ['Europe/Madrid', '2026-03-30T09:00', '2026-03-30T07:00Z'],
    ['Europe/Madrid', '2026-03-29T02:30', '2026-03-29T01:30Z'],
    ['Europe/Madrid', '2026-10-25T02:30', '2026-10-25T01:30Z'],
    ['America/Santiago', '2026-04-04T09:00', '2026-04-04T12:00Z'],
    ['America/Santiago', '2026-04-06T09:00', '2026-04-06T13:00Z'],
    ['America/Santiago', '2026-09-06T00:30', '2026-09-06T04:30Z'],
    ['America/Los_Angeles', '2026-03-07T09:00', '2026-03-07T17:00Z'],
    ['America/Los_Angeles', '2026-03-09T09:00', '2026-03-09T16:00Z'],
    ['America/Los_Angeles', '2026-11-01T01:30', '2026-11-01T09:30Z'],
    ['Asia/Seoul', '2026-03-30T09:00', '2026-03-30T00:00Z'],
    ['Asia/Seoul', '2026-10-26T09:00', '2026-10-26T00:00Z'],
    ['America/Sao_Paulo', '2026-03-30T09:00', '2026-03-30T12:00Z'],
    ['America/Sao_Paulo', '2026-11-02T09:00', '2026-11-02T12:00Z'],
  ])('in %s at %s leaves at %s, neither before nor twice', async (zone, localTime, utc) => {
    const given = await givenInvited(1, Date.UTC(2026, 0, 5, 9))
    setCloseTime(given.context, 'endo', { at: '2026-12-31T23:59', zone }, who)
    given.clock.now = Date.parse(utc) - 12 * hour
    scheduleReminder(given.context, 'endo', { choice: reminder, localTime }, who)
    expect(new Date(dueAtOf(given.context)).toISOString()).toBe(new Date(utc).toISOString())
    given.clock.now = Date.parse(utc) - 1000
    await given.work()
    expect(given.to()).toEqual([])
    for (let step = 0; step < 30; step++) {
      given.clock.now += 10 * 60_000
      await given.work()
    }
    expect(given.to()).toHaveLength(1)
  })

  test('sent twice by the form, it is set once', async () => {
    const { context } = await givenInvited(1)
    for (let n = 0; n < 2; n++)
      scheduleReminder(context, 'endo', { choice: reminder, localTime: '2026-03-20T09:00' }, who)
    expect(context.db.prepare('SELECT count(*) FROM mailing WHERE state = ?').pluck().get('waiting')).toBe(1)
  })

  test('that was cancelled never leaves', async () => {
    const { context, clock, work, to } = await givenInvited(1)
    scheduleReminder(context, 'endo', { choice: reminder, localTime: '2026-03-20T09:00' }, who)
    const id = context.queries.mailings.list.all({ studyId: 1, society: null, limit: 1 })[0]!.id
    cancelMailing(context, { slug: 'endo', mailingId: id, onlySociety: null }, who)
    clock.now = Date.UTC(2026, 2, 20, 12)
    await work()
    expect(to()).toEqual([])
  })

  test('missed by less than a day while the program was down, it leaves once it is back, once', async () => {
    const { context, clock, work, to } = await givenInvited(2)
    scheduleReminder(context, 'endo', { choice: reminder, localTime: '2026-03-20T09:00' }, who)
    clock.now = Date.UTC(2026, 2, 21, 8)
    await work()
    await work()
    expect(to()).toHaveLength(2)
  })

  test.each([
    ['by more than a day', (_: unknown, clock: { now: number }) => (clock.now = Date.UTC(2026, 2, 21, 10))],
    [
      'because the study has closed',
      (context: Parameters<typeof closeStudy>[0], clock: { now: number }) => {
        closeStudy(context, 'endo', who)
        clock.now = Date.UTC(2026, 2, 20, 10)
      },
    ],
  ])('missed %s, it is recorded as missed with its reason', async (_name, happen) => {
    const { context, clock, work, to } = await givenInvited(1)
    scheduleReminder(context, 'endo', { choice: reminder, localTime: '2026-03-20T09:00' }, who)
    happen(context, clock)
    await work()
    expect(to()).toEqual([])
    const [mailing] = context.queries.mailings.list.all({ studyId: 1, society: null, limit: 1 })
    expect(mailing).toMatchObject({ state: 'missed' })
    expect(mailing!.reason).toMatch(/More than a day|closed/)
  })

  test('waits while the study or its mail is paused', async () => {
    const { context, clock, work, to } = await givenInvited(1)
    scheduleReminder(context, 'endo', { choice: reminder, localTime: '2026-03-20T09:00' }, who)
    pauseStudy(context, 'endo', who)
    clock.now = Date.UTC(2026, 2, 20, 10)
    await work()
    resumeStudy(context, 'endo', who)
    pauseMail(context, 'endo', true, who)
    await work()
    expect(to()).toEqual([])
    pauseMail(context, 'endo', false, who)
    await work()
    expect(to()).toHaveLength(1)
  })

  test.each([
    ['2026-02-30T09:00', 'date and a time'],
    ['soon', 'date and a time'],
    ['2026-03-02T08:59', 'passed already'],
    ['2026-07-01T09:00', 'is closed'],
  ])('at %s is refused: %s', async (localTime, expected) => {
    const { context } = await givenInvited(1)
    setCloseTime(context, 'endo', { at: '2026-06-30T23:59', zone: 'UTC' }, who)
    expect(() => scheduleReminder(context, 'endo', { choice: reminder, localTime }, who)).toThrow(expected)
  })
})

describe('thanks', () => {
  test('go once to those who finished, also after the study has closed', async () => {
    const { app, links, clock, context, queue, work, to } = await givenInvited(3)
    await surgeon(app, links[1]!).reach('done')
    closeStudy(context, 'endo', who)
    await expect(queue({ kind: 'reminder' })).rejects.toThrow('The study is closed')
    // The invitation left on the same day.
    await expect(queue({ kind: 'thanks' })).rejects.toThrow('Nobody is left')
    clock.now += 3 * day
    expect(await queue({ kind: 'thanks' })).toBe(1)
    await work()
    await expect(queue({ kind: 'thanks' })).rejects.toThrow('Nobody is left')
    expect(to()).toEqual(['member-2@society.example'])
  })
})

test('a study that closes with mail still queued sends none of it', async () => {
  const { context, queue, work, server, rows } = await givenOutbox(3)
  await queue()
  closeStudy(context, 'endo', who)
  await work()
  expect(server.taken).toEqual([])
  expect(rows().map(({ state }) => state)).toEqual(['skipped', 'skipped', 'skipped'])
})
