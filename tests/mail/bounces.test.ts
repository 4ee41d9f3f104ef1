import fc from 'fast-check'
import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { readBounceFile } from '../../server/mail/bounce-file.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenOutbox } from './given-outbox.ts'

const secret = 'a secret of the mail provider'

/** A delivery report as Postfix writes one. */
function report(
  messageId: string,
  address: string,
  change: { action?: string; status?: string } = {},
): string {
  const { action = 'failed', status = '5.1.1' } = change
  return `Return-Path: <>
From: MAILER-DAEMON@post.example (Mail Delivery System)
To: survey@post.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status;
	boundary="B1/post.example"
MIME-Version: 1.0
Message-Id: <20260302.1@post.example>

--B1/post.example
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--B1/post.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; post.example
X-Postfix-Sender: rfc822; survey@post.example

Final-Recipient: rfc822; ${address}
Original-Recipient: rfc822;${address}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 5.1.1 <${address}>: Recipient address rejected:
    User unknown

--B1/post.example
Content-Type: text/rfc822-headers

From: "A society" <survey@post.example>
To: <${address}>
Message-ID: ${messageId}

--B1/post.example--
`
}

async function givenSent(members: number) {
  const given = await givenOutbox(members)
  await given.queue()
  await given.work()
  const { context, rows } = given
  context.config.mailWebhookSecret = secret
  const state = (id: number) => rows().find((row) => row.invitation_id === id)
  const funnel = () => {
    const [counts] = context.queries.funnel.count.all({ studyId: given.studyId })
    return [counts!.listed, counts!.mailed, counts!.not_bounced]
  }
  const hook = (body: unknown, key = secret) =>
    request(createApp(context))
      .post('/hooks/bounces')
      .set('Authorization', `Bearer ${key}`)
      .send(body as object)
  return { ...given, state, funnel, hook }
}

describe('a bounce that the provider reports', () => {
  test('marks the mail by its Message-ID, and the funnel counts it', async () => {
    const { rows, hook, state, funnel } = await givenSent(3)
    const bounce = { message_id: rows()[1]!.message_id.slice(1, -1), reason: '5.1.1 user unknown' }
    expect((await hook({ bounces: [bounce] })).body).toEqual({ marked: 1, known: 0, unknown: 0 })
    expect(state(2)).toMatchObject({ state: 'bounced', reason: '5.1.1 user unknown' })
    expect(funnel()).toEqual([3, 3, 2])
    expect((await hook({ bounces: [bounce] })).body).toEqual({ marked: 0, known: 1, unknown: 0 })
  })

  test('marks it by the address where it names no mail of ours', async () => {
    const { hook, state } = await givenSent(2)
    const bounces = [{ message_id: 'else@where', address: 'MEMBER-2@society.example', reason: 'gone' }]
    expect((await hook({ bounces })).body.marked).toBe(1)
    expect(state(2)!.state).toBe('bounced')
  })

  test('of a delay, of somebody else, or of a mail never sent marks nothing', async () => {
    const { hook, rows, queue, invite } = await givenSent(1)
    invite()
    await queue()
    const bounces = [
      { message_id: rows()[0]!.message_id, permanent: false },
      { address: 'nobody@society.example' },
      { message_id: rows()[1]!.message_id, reason: 'not sent yet' },
    ]
    expect((await hook({ bounces })).body).toEqual({ marked: 0, known: 0, unknown: 2 })
    expect(rows().map(({ state }) => state)).toEqual(['accepted', 'queued'])
  })

  test.each([
    ['a wrong secret', { bounces: [] }, 'x'.repeat(30), 403],
    ['no secret', { bounces: [] }, '', 403],
    ['no list', {}, secret, 422],
    ['an address of the wrong kind', { bounces: [{ address: 5 }] }, secret, 422],
  ])('with %s is refused in words', async (_name, body, key, status) => {
    const { hook } = await givenSent(1)
    const answer = await hook(body, key)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  test('of a stranger is not even unpacked', async () => {
    const { context } = await givenSent(1)
    const stranger = request(createApp(context)).post('/hooks/bounces').type('json')
    expect((await stranger.set('Authorization', 'Bearer wrong').send('{"bounces"')).status).toBe(403)
  })

  test('in a wholly other format names a few faults, not thousands', async () => {
    const { hook } = await givenSent(1)
    const answer = await hook({ bounces: Array.from({ length: 1000 }, () => ({ address: 5, reason: 5 })) })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toHaveLength(20)
  })

  test('is not taken where no secret is set', async () => {
    const { hook, context } = await givenSent(1)
    context.config.mailWebhookSecret = undefined
    expect((await hook({ bounces: [] })).status).toBe(404)
  })
})

describe('a mailbox file', () => {
  test('is read report by report; delays and other mails are left alone', () => {
    const box = [
      `From MAILER-DAEMON Mon Mar  2 09:00:00 2026\n${report('<m1.1@post.example>', 'a@b.example')}`,
      `From ana@b.example Mon Mar  2 09:00:00 2026\nSubject: Out of office\n\nBack in May.\n`,
      `From MAILER-DAEMON Mon Mar  2 09:00:00 2026\n${report('<m1.2@post.example>', 'c@b.example', { action: 'delayed', status: '4.4.1' })}`,
    ].join('\n')
    const { reports, others } = readBounceFile(Buffer.from(box))
    expect(others).toBe(2)
    expect(reports).toHaveLength(1)
    expect(reports[0]!.messageIds).toContain('<m1.1@post.example>')
    expect(reports[0]!.addresses).toEqual(['a@b.example'])
    expect(reports[0]!.reason).toMatch(/^5\.1\.1 550 5\.1\.1 .*User unknown$/)
  })

  test('with Windows line ends is read the same', () => {
    const text = report('<m1.1@post.example>', 'a@b.example')
    expect(readBounceFile(text.replaceAll('\n', '\r\n'))).toEqual(readBounceFile(text))
  })

  test('whatever it holds, nothing breaks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.string(), (bytes, text) => {
        readBounceFile(Buffer.from(bytes))
        readBounceFile(
          `From x\n${text}\nContent-Type: message/delivery-status\n\nFinal-Recipient:${text}\nAction: failed`,
        )
      }),
    )
  })

  test('brought to the page marks the members, who can then be corrected and written to again', async () => {
    const { context, app, rows, state, queue, work, server } = await givenSent(2)
    const { upload, get, post } = await givenBrowser(context, app, 'coordinator')
    const page = await upload(
      '/studies/endo/mail/bounces',
      {},
      Buffer.from(report(rows()[0]!.message_id, 'other@x.example')),
    )
    expect(wordsOf(page.text)).toContain('1 mail was marked as bounced.')
    expect(state(1)!.state).toBe('bounced')
    expect((await get('/studies/endo/mail/bounces')).text).toContain('/studies/endo/members/1')
    const form = { email: 'right@society.example', name: '', language: 'en' }
    expect((await post('/studies/endo/members/1', form)).status).toBe(303)
    expect(await queue()).toBe(1)
    await work()
    expect(server.taken.at(-1)!.to).toBe('right@society.example')
  })

  test('without a report in it is refused with a sentence', async () => {
    const { context, app } = await givenSent(1)
    const { upload } = await givenBrowser(context, app, 'coordinator')
    const answer = await upload('/studies/endo/mail/bounces', {}, Buffer.from('hello'))
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain('No report of a failed delivery')
  })
})
