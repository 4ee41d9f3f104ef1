import { describe, expect, test } from 'vitest'
import { openOutbox, recoverOutbox } from '../../server/mail/worker.ts'
import type { MailSender } from '../../server/send-mail.ts'
import { everybody, givenOutbox, headerOf, mostCopies } from './given-outbox.ts'

const minute = 60_000
const states = (rows: { state: string }[]) => rows.map(({ state }) => state)

describe('a mail goes out once', () => {
  test('everybody gets one invitation, over one connection, and the funnel counts it', async () => {
    const { queue, work, rows, server, context, studyId } = await givenOutbox(20)
    expect(await queue()).toBe(20)
    await work()
    expect(server.taken.map(({ to }) => to).sort()).toHaveLength(20)
    expect(mostCopies(server)).toBe(1)
    expect(server.connections).toBe(1)
    expect(new Set(states(rows()))).toEqual(new Set(['accepted']))
    const funnel = context.queries.funnel.count.all({ studyId })
    expect(funnel.map(({ listed, mailed, not_bounced }) => [listed, mailed, not_bounced])).toEqual([
      [20, 20, 20],
    ])
  })

  test('queued twice, nobody is written to twice', async () => {
    const { queue, work, server } = await givenOutbox(3)
    await queue()
    await expect(queue()).rejects.toThrow('Nobody is left')
    await work()
    await expect(queue()).rejects.toThrow('Nobody is left')
    expect(mostCopies(server)).toBe(1)
  })

  test('a number that is not what the person saw queues nobody', async () => {
    const { context, rows, invite } = await givenOutbox(3)
    const { queueMailing } = await import('../../server/mail/queue-mail.ts')
    invite()
    await expect(queueMailing(context, 'endo', everybody, 'x', { expected: 3 })).rejects.toThrow(
      '4 instead of 3',
    )
    expect(rows()).toEqual([])
  })

  test('a row is marked on disk before the server can have the message', async () => {
    const { queue, work, rows, server } = await givenOutbox(1)
    const seen: string[] = []
    server.mood = () => {
      seen.push(...states(rows()))
      return 'take'
    }
    await queue()
    await work()
    // asked at the recipient, when nothing has left, and at the message
    expect(seen).toEqual(['queued', 'sending'])
  })
})

describe('a server with moods', () => {
  test('that refuses every third for good, greylists and breaks the line: nobody gets two, nobody is lost', async () => {
    const { queue, work, rows, server, clock } = await givenOutbox(60)
    const greylisted = new Set<string>()
    server.mood = (to, nth) => {
      if (nth % 7 === 0) return 'break'
      if (nth % 11 === 0) return 'take_and_break'
      if (Number(/\d+/.exec(to)![0]) % 3 === 0) return { refuse: 550, at: 'recipient' }
      if (Number(/\d+/.exec(to)![0]) % 4 === 0 && !greylisted.has(to)) {
        greylisted.add(to)
        return { refuse: 451, at: 'recipient' }
      }
      return 'take'
    }
    await queue()
    for (let round = 0; round < 20; round++) {
      await work()
      clock.now += 6 * minute
    }
    const ends = rows()
    expect(ends).toHaveLength(60)
    expect(states(ends).filter((state) => state === 'queued' || state === 'sending')).toEqual([])
    expect(mostCopies(server)).toBe(1)
    // Whoever the server has taken a mail for is accepted, or uncertain where its answer was lost: never failed.
    const byAddress = new Map(ends.map((row) => [row.address!, row.state]))
    for (const { to } of server.taken) expect(['accepted', 'uncertain']).toContain(byAddress.get(to))
    const accepted = ends.filter(({ state }) => state === 'accepted').map(({ address }) => address)
    const taken = new Set(server.taken.map(({ to }) => to))
    expect(accepted.filter((to) => !taken.has(to!))).toEqual([])
    expect(states(ends)).toContain('uncertain')
    expect(states(ends)).toContain('failed')
    expect(ends.find(({ state }) => state === 'failed')!.reason).toContain('no such mailbox')
    expect(greylisted.size).toBeGreaterThan(5)
  })

  test('a greylisted mail is tried again after five minutes, not before', async () => {
    const { queue, work, rows, server, clock } = await givenOutbox(1)
    let nth = 0
    server.mood = () => (++nth === 1 ? { refuse: 450, at: 'recipient' } : 'take')
    await queue()
    await work()
    expect(rows()[0]).toMatchObject({ state: 'queued', attempts: 1 })
    clock.now += 4 * minute
    await work()
    expect(server.tries).toHaveLength(1)
    clock.now += minute
    await work()
    expect(states(rows())).toEqual(['accepted'])
  })

  test('who is put off again and again is given up after eight tries', async () => {
    const { queue, work, rows, server, clock } = await givenOutbox(1)
    server.mood = () => ({ refuse: 452, at: 'message' })
    await queue()
    for (let hour = 0; hour < 40; hour++) {
      await work()
      clock.now += 60 * minute
    }
    expect(rows()[0]).toMatchObject({ state: 'failed' })
    expect(rows()[0]!.reason).toMatch(/gave up after 8 tries: .*come back later/)
    expect(server.tries).toHaveLength(8)
  })

  test('an answer that is lost leaves the mail uncertain, and nobody sends it again by themselves', async () => {
    const { queue, work, rows, server, clock } = await givenOutbox(1)
    server.mood = () => 'take_and_break'
    await queue()
    for (let round = 0; round < 5; round++) {
      await work()
      clock.now += 600 * minute
    }
    expect(states(rows())).toEqual(['uncertain'])
    expect(server.taken).toHaveLength(1)
    await expect(queue()).rejects.toThrow('Nobody is left')
    await expect(queue({ kind: 'reminder' })).rejects.toThrow('Nobody is left')
  })
})

describe('what stops everybody', () => {
  test('a server that is down costs no mail a try, and is asked again', async () => {
    const { queue, work, rows, server, context, clock } = await givenOutbox(3)
    const { port } = server
    await server.close()
    await queue()
    await work()
    expect(context.mailTrouble!.reason).toContain(`127.0.0.1:${port} cannot be reached`)
    expect(rows().map(({ state, attempts }) => [state, attempts])).toEqual([
      ['queued', 0],
      ['queued', 0],
      ['queued', 0],
    ])
    const { givenMailServer } = await import('../support/mail-server.ts')
    const again = await givenMailServer({}, port)
    clock.now += minute
    await work()
    expect(again.taken).toHaveLength(3)
    expect(context.mailTrouble).toBeUndefined()
  })

  test('one recipient for whom the server goes away does not hold up the others, and is in no log', async () => {
    const { queue, work, rows, server, context, clock } = await givenOutbox(4)
    const said: unknown[] = []
    context.log.warn = ((...words: unknown[]) => said.push(words)) as typeof context.log.warn
    server.mood = (to) => (to.startsWith('member-1@') ? { refuse: 421, at: 'recipient' } : 'take')
    await queue()
    for (let turn = 0; turn < 6; turn++) {
      await work()
      clock.now += 20 * minute
    }
    expect(states(rows())).toEqual(['queued', 'accepted', 'accepted', 'accepted'])
    expect(said.length).toBeGreaterThan(0)
    expect(JSON.stringify([said, context.mailTrouble])).not.toContain('member-1@')
  })

  test('a fault with one mail puts that one aside, and the others leave', async () => {
    const { queue, context, rows, clock } = await givenOutbox(3)
    const sent: string[] = []
    const sender: MailSender = {
      send: async (mail, beforeMessage) => {
        if (mail.to.address.startsWith('member-1@')) throw new Error('a fault')
        await beforeMessage()
        sent.push(mail.to.address)
        return { end: 'accepted', response: '250 ok' }
      },
      check: async () => undefined,
      close: () => undefined,
    }
    await queue()
    const outbox = openOutbox(context, sender, 60_000)
    await expect(outbox.next()).rejects.toThrow('a fault')
    for (let turn = 0; turn < 4; turn++) {
      await outbox.next()
      clock.now += 10
    }
    expect(sent).toEqual(['member-2@society.example', 'member-3@society.example'])
    expect(rows()[0]).toMatchObject({ state: 'queued', attempts: 1 })
  })

  test('a sender that the server refuses costs no mail its place', async () => {
    const { queue, work, rows, server, context } = await givenOutbox(2)
    void server
    const { smtpSender } = await import('../../server/mail/smtp.ts')
    const { givenMailServer } = await import('../support/mail-server.ts')
    const { settingsOf } = await import('./given-outbox.ts')
    const strict = await givenMailServer({
      onMailFrom: (_address, _session, done) =>
        done(Object.assign(new Error('sender not allowed'), { responseCode: 550 })),
    })
    await queue()
    const outbox = openOutbox(context, smtpSender(settingsOf(strict)), 60_000)
    expect(await outbox.next()).toBeGreaterThan(0)
    expect(context.mailTrouble!.reason).toContain('sender not allowed')
    expect(states(rows())).toEqual(['queued', 'queued'])
    await work(0)
  })
})

test('no more leave in a minute than the settings allow', async () => {
  const { queue, work, server, clock } = await givenOutbox(10, { perMinute: 2 })
  await queue()
  await work()
  expect(server.taken.length).toBeLessThanOrEqual(2)
  for (let second = 0; second < 120; second++) {
    clock.now += 1000
    await work()
  }
  expect(server.taken.length).toBeGreaterThanOrEqual(4)
  expect(server.taken.length).toBeLessThanOrEqual(6)
})

test('what a crash left half sent is set aside, and what it left queued goes out', async () => {
  const { queue, work, rows, context, server } = await givenOutbox(3)
  await queue()
  context.db.prepare(`UPDATE outbox SET state = 'sending', address = 'x@y.example' WHERE id = 2`).run()
  recoverOutbox(context)
  await work()
  expect(states(rows())).toEqual(['accepted', 'uncertain', 'accepted'])
  expect(server.taken).toHaveLength(2)
})

test('a mail has the headers that mail programs ask for, and no line of anybody’s making', async () => {
  const { queue, work, context, server } = await givenOutbox(1)
  context.db
    .prepare(`UPDATE invitation SET name = 'Ana' || char(13) || char(10) || 'Bcc: all@society.example'`)
    .run()
  await queue()
  await work()
  const { raw } = server.taken[0]!
  expect(headerOf(raw, 'Bcc')).toBe('')
  expect(headerOf(raw, 'To')).toContain('member-1@society.example')
  expect(headerOf(raw, 'From')).toMatch(/International Society .*<survey@post\.example>/)
  expect(headerOf(raw, 'Reply-To')).toBe('study-office@example.org')
  expect(headerOf(raw, 'List-Unsubscribe')).toMatch(/^<http:\/\/survey\.test\/optout\/1-[\w-]{22}>$/)
  expect(headerOf(raw, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
  expect(headerOf(raw, 'Message-ID')).toMatch(/^<m[0-9a-f]{24}\.1@post\.example>$/)
  expect(raw).toContain('Content-Type: text/html')
  expect(raw).toContain('Content-Type: text/plain')
})

test('an address with a line break is written to by nobody', async () => {
  const { queue, work, context, server } = await givenOutbox(2)
  context.db
    .prepare(
      `UPDATE invitation SET email = 'a@b.example' || char(13) || char(10) || 'RCPT TO:<c@d.example>' WHERE id = 1`,
    )
    .run()
  expect(await queue()).toBe(1)
  await work()
  expect(server.taken.map(({ to }) => to)).toEqual(['member-2@society.example'])
})
