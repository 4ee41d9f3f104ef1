import { describe, expect, test } from 'vitest'
import { smtpSender } from '../../server/mail/smtp.ts'
import { outcomeOfError } from '../../server/mail/smtp-errors.ts'
import type { MailSettings } from '../../server/mail-settings.ts'
import type { OutgoingMail } from '../../server/send-mail.ts'
import { givenMailServer } from '../support/mail-server.ts'
import { givenOutbox, settingsOf } from './given-outbox.ts'

const mail: OutgoingMail = {
  from: { name: 'A society', address: 'survey@post.example' },
  to: { name: '김민준', address: 'kim@society.example' },
  replyTo: 'office@society.example',
  subject: '선생님의 판단을 부탁드립니다',
  text: 'Text\n.\nafter a line with a dot',
  html: '<p>Text</p>',
  messageId: '<m1.1@post.example>',
  headers: {},
}
const nothing = () => Promise.resolve()

/** A server with a password, behind TLS with the library's own certificate. */
const withPassword = {
  authOptional: false,
  disabledCommands: [] as string[],
  onAuth: ((auth, _session, done) => {
    if (auth.username === 'survey' && auth.password === 'right') return done(null, { user: 'survey' })
    done(new Error('wrong user name or password'))
  }) satisfies NonNullable<Parameters<typeof givenMailServer>[0]>['onAuth'],
}
const login = (password: string): Partial<MailSettings> => ({
  security: 'starttls',
  login: { user: 'survey', password },
})
const anyCertificate = { rejectUnauthorized: false }

test('mails that are sent at the same moment go one after the other, each to its own reader', async () => {
  const server = await givenMailServer()
  const sender = smtpSender(settingsOf(server))
  expect(await sender.send(mail, nothing)).toMatchObject({ end: 'accepted' })
  const readers = ['ana', 'ben', 'kim', 'lee'].map((name) => `${name}@society.example`)
  const outcomes = await Promise.all(
    readers.map((address) =>
      sender.send(
        { ...mail, to: { name: '', address }, text: `for ${address}`, messageId: `<${address}>` },
        nothing,
      ),
    ),
  )
  sender.close()
  expect(outcomes.map(({ end }) => end)).toEqual(readers.map(() => 'accepted'))
  const taken = server.taken.slice(1)
  expect(taken.map(({ to }) => to)).toEqual(readers)
  for (const { to, raw } of taken) expect(raw).toContain(`for ${to}`)
  expect(server.connections).toBe(1)
})

test('a mail that cannot be handed over does not stand in the way of the next one', async () => {
  const server = await givenMailServer()
  const sender = smtpSender(settingsOf(server))
  const unkept = sender.send(mail, () => Promise.reject(new Error('The disk is full')))
  const next = sender.send(mail, nothing)
  await expect(unkept).rejects.toThrow('The disk is full')
  expect(await next).toMatchObject({ end: 'accepted' })
  sender.close()
})

describe('a server that asks for encryption and a password', () => {
  test('takes mail over STARTTLS from whoever has it', async () => {
    const server = await givenMailServer(withPassword)
    const sender = smtpSender(settingsOf(server, login('right')), anyCertificate)
    expect(await sender.send(mail, nothing)).toMatchObject({ end: 'accepted' })
    expect(await sender.send({ ...mail, messageId: '<m1.2@post.example>' }, nothing)).toMatchObject({
      end: 'accepted',
    })
    sender.close()
    expect(server.connections).toBe(1)
    expect(server.taken).toHaveLength(2)
  })

  test('with a wrong password: a clear sentence, nothing sent, nothing marked', async () => {
    const server = await givenMailServer(withPassword)
    const sender = smtpSender(settingsOf(server, login('wrong')), anyCertificate)
    let marked = 0
    const outcome = await sender.send(mail, async () => {
      marked += 1
    })
    expect(outcome.end).toBe('unreachable')
    expect(JSON.stringify(outcome)).toContain('did not accept the user name or the password')
    expect(JSON.stringify(outcome)).not.toContain('"wrong"')
    expect(marked).toBe(0)
    expect(server.taken).toEqual([])
  })

  test('whose certificate nobody vouches for gets neither password nor mail', async () => {
    const server = await givenMailServer(withPassword)
    const sender = smtpSender(settingsOf(server, login('right')))
    const outcome = await sender.send(mail, nothing)
    expect(outcome).toMatchObject({ end: 'unreachable' })
    expect(JSON.stringify(outcome)).toContain('No encrypted connection')
    expect(server.taken).toEqual([])
  })
})

test('a server without STARTTLS gets nothing where encryption is asked for', async () => {
  const server = await givenMailServer()
  const sender = smtpSender(settingsOf(server, { security: 'starttls' }))
  expect(await sender.send(mail, nothing)).toMatchObject({ end: 'unreachable' })
  expect(server.taken).toEqual([])
})

test('a wrong password leaves the whole batch queued, and the pages say why', async () => {
  const server = await givenMailServer(withPassword)
  const { queue, context, rows } = await givenOutbox(3, { server })
  const { openOutbox } = await import('../../server/mail/worker.ts')
  const sender = smtpSender(settingsOf(server, login('wrong')), anyCertificate)
  await queue()
  const outbox = openOutbox(context, sender, 60_000)
  for (let turn = 0; turn < 3; turn++) expect(await outbox.next()).toBeGreaterThan(0)
  expect(rows().map(({ state, attempts }) => `${state} ${attempts}`)).toEqual([
    'queued 0',
    'queued 0',
    'queued 0',
  ])
  expect(context.mailTrouble!.reason).toContain('SMTP_PASSWORD')
  expect(server.taken).toEqual([])
})

test('letters of every script and lines with a dot arrive as they are', async () => {
  const server = await givenMailServer()
  const sender = smtpSender(settingsOf(server))
  await sender.send(mail, nothing)
  sender.close()
  const { raw } = server.taken[0]!
  expect(raw).toContain('after a line with a dot')
  expect(raw).toMatch(/^Subject: =\?UTF-8\?/m)
})

test('what cannot be put on disk is not sent', async () => {
  const server = await givenMailServer()
  const sender = smtpSender(settingsOf(server))
  const full = () => Promise.reject(new Error('disk full'))
  await expect(sender.send(mail, full)).rejects.toThrow('disk full')
  expect(server.taken).toEqual([])
  expect(await sender.send(mail, nothing)).toMatchObject({ end: 'accepted' })
  sender.close()
})

describe('what an error means', () => {
  const of = (error: Partial<Parameters<typeof outcomeOfError>[0]>, begun: boolean) =>
    outcomeOfError(Object.assign(new Error('it broke'), error), begun)

  test.each([
    ['a recipient refused for good', { responseCode: 550, command: 'RCPT TO' }, false, 'refused for good'],
    ['a recipient put off', { responseCode: 450, command: 'RCPT TO' }, false, 'refused for now'],
    ['a message refused for good', { responseCode: 554, command: 'DATA' }, true, 'refused for good'],
    ['a message put off', { responseCode: 451, command: 'DATA' }, true, 'refused for now'],
    ['a server that goes away, saying so', { responseCode: 421, command: 'DATA' }, false, 'unreachable'],
    ['a sender refused', { responseCode: 550, command: 'MAIL FROM' }, false, 'unreachable'],
    [
      'relaying refused',
      { responseCode: 554, command: 'RCPT TO', response: '554 5.7.1 Relay access denied' },
      false,
      'unreachable',
    ],
    ['a password asked for', { responseCode: 530, command: 'RCPT TO' }, false, 'unreachable'],
    ['a line that breaks before the message', { code: 'ECONNECTION' }, false, 'refused for now'],
    ['a line that breaks after it', { code: 'ECONNECTION' }, true, 'unknown'],
    ['no answer to it', { code: 'ETIMEDOUT' }, true, 'unknown'],
  ])('%s', (_name, error, begun, expected) => {
    const outcome = of(error, begun)
    const shown = outcome.end === 'refused' ? `refused for ${outcome.forGood ? 'good' : 'now'}` : outcome.end
    expect(shown).toBe(expected)
  })
})
