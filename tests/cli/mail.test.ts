import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { givenCommandLine } from './support.ts'

function givenMembers() {
  const line = givenCommandLine()
  const mail = { SMTP_HOST: 'smtp.invalid', MAIL_FROM: 'survey@post.example' }
  line.run(['study', 'publish', '--template', 'cpt-62380-2024', '--slug', 'endo'])
  writeFileSync(
    join(line.folder, 'm.csv'),
    'email,society,language\na@b.example,isass,en\nc@b.example,sbc,pt\n',
  )
  line.run(['members', 'add', '--study', 'endo', 'm.csv'])
  Object.assign(line.env, mail)
  return line
}

test('mail is looked at first, queued once, and counted', () => {
  const { run } = givenMembers()
  expect(run(['mail', 'send', '--study', 'endo', '--dry-run'])).toMatchObject({
    status: 0,
    stdout: 'a@b.example\nc@b.example\n2 would get it.\n',
  })
  expect(run(['mail', 'status', '--study', 'endo']).stdout).toBe('No mail was queued yet.\n')
  expect(run(['mail', 'send', '--study', 'endo', '--society', 'sbc']).stdout).toBe(
    '1 queued. The server sends them.\n',
  )
  expect(run(['mail', 'send', '--study', 'endo', '--kind', 'reminder', '--dry-run']).stdout).toBe(
    '0 would get it.\n1 would not: was not invited by mail yet\n1 would not: a mail to them is waiting already\n',
  )
  expect(run(['mail', 'send', '--study', 'endo', '--society', 'sbc'])).toMatchObject({
    status: 1,
    stderr: 'Nobody is left to write to. The outbox shows what is on its way.\n',
  })
  expect(run(['mail', 'status', '--study', 'endo']).stdout).toBe('invitation  queued           1\n')
  expect(run(['mail', 'send', '--study', 'endo', '--kind', 'spam']).status).toBe(2)
})

test('mail that a restored backup says is waiting is held: it may have gone out since', () => {
  const { folder, run } = givenMembers()
  run(['mail', 'send', '--study', 'endo'])
  run(['backup', 'copy.db'])
  expect(run(['restore', 'copy.db']).stderr).toBe('')
  const db = openDatabase(join(folder, 'data', 'comparand.db'))
  expect(db.prepare('SELECT state, count(*) AS n FROM outbox GROUP BY state').all()).toEqual([
    { state: 'uncertain', n: 2 },
  ])
  db.close()
  expect(run(['mail', 'send', '--study', 'endo']).status).toBe(1)
})

test.each([
  [{ SMTP_PORT: '99999' }, 'SMTP_PORT is "99999", but must be a port number'],
  [{ SMTP_SECURITY: 'ssl' }, 'SMTP_SECURITY is "ssl", but must be one of starttls, tls, none.'],
  [{ MAIL_FROM: '' }, 'MAIL_FROM is missing'],
  [{ MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, 'MAIL_FROM is'],
  [{ SMTP_USER: 'survey' }, 'SMTP_USER and SMTP_PASSWORD go together'],
  [{ SMTP_HOST: '' }, 'SMTP_HOST is missing, but MAIL_FROM is set.'],
  [{ MAIL_RATE: '0' }, 'MAIL_RATE is "0", but must be how many mails'],
  [
    { MAIL_WEBHOOK_SECRET: 'short' },
    'MAIL_WEBHOOK_SECRET is wrong, but must be at least 24 characters long.',
  ],
])(
  'a wrong setting of mail (%j) stops with a sentence that names it and repeats no secret',
  (change, expected) => {
    const { env, run } = givenCommandLine()
    Object.assign(env, { SMTP_HOST: 'smtp.example.org', MAIL_FROM: 'survey@post.example', ...change })
    const { status, stderr } = run(['study', 'list'])
    expect(status).toBe(1)
    expect(stderr).toContain(expected)
    expect(stderr).not.toContain('short')
  },
)
