import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { isExampleAddress } from '../../server/studies/example-address.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'

const base = '/studies/endo/mail'
const choice = { kind: 'invitation', society: '', wave: '', language: '', only: '' }
const body = 'Please answer: {link} until {closes}. {society} {contact} {optout}'

/** A study whose answers go to an address that somebody reads, with members of two societies in three languages. */
async function given(env: Record<string, string> = {}, contact = 'office@isass.org') {
  const study = givenStudy(
    undefined,
    (definition) => {
      definition.contact.email = contact
    },
    {
      env: {
        SMTP_HOST: '127.0.0.1',
        SMTP_SECURITY: 'none',
        MAIL_FROM: 'survey@isass.org',
        BASE_URL: 'http://survey.isass.org',
        ...env,
      },
    },
  )
  study.invite({ society: 'isass', language: 'en' })
  study.invite({ society: 'sbc', language: 'pt' })
  study.invite({ society: 'sbc', language: 'es' })
  const browser = await givenBrowser(study.context, study.app, 'coordinator')
  const warned = (html: string) => {
    const page = load(html)
    const text = (one: Parameters<typeof page>[0]) => page(one).text().replace(/\s+/g, ' ').trim()
    return (
      page('.notice li, p.notice')
        .toArray()
        .map((one) => text(one))
        // Tests have no TLS.
        .filter((one) => !one.startsWith('Links begin with http://'))
    )
  }
  const dryRun = async (changes = {}) =>
    warned((await browser.post(`${base}/check`, { ...choice, ...changes })).text)
  const write = (language: string, act: string, text = body) =>
    browser.post(`${base}/texts/invitation/${language}`, { subject: 'Your view', body: text, act })
  return { ...study, browser, warned, dryRun, write }
}

describe('before mail leaves, the dry run and the test warn', () => {
  test('of nothing where nothing is wrong', async () => {
    const { dryRun, browser, warned } = await given()
    expect(await dryRun()).toEqual([])
    expect(warned((await browser.get(`${base}/texts/invitation/en`)).text)).toEqual([])
  })

  test('of an example address to which answers would go, with the society and where it is changed', async () => {
    const { dryRun, write, warned, browser } = await given({}, 'study-office@example.org')
    const sentence = 'go to study-office@example.org, an example that reaches nobody.'
    expect((await dryRun()).join()).toContain(
      `Answers from members of ISASS, SBC ${sentence} Say where answers go`,
    )
    expect(warned((await write('en', 'test')).text).join()).toContain(
      `Answers from members of ISASS ${sentence}`,
    )
    await browser.post(`${base}/senders/isass`, { name: 'ISASS', reply_to: 'office@isass.org' }).expect(303)
    expect((await dryRun()).join()).toContain(`Answers from members of SBC ${sentence}`)
    expect(await dryRun({ society: 'isass' })).toEqual([])
    expect(load((await browser.get(`${base}/texts`)).text)('.amber').text()).toContain('an example')
  })

  test('of links that open on this machine only', async () => {
    const { dryRun, write, warned } = await given({ BASE_URL: 'http://localhost:3000' })
    const sentence = 'Links lead to this machine only (http://localhost:3000)'
    expect((await dryRun()).join()).toContain(sentence)
    expect(warned((await write('en', 'test')).text).join()).toContain(sentence)
  })

  test('of an address of the sender that is an example', async () => {
    const { dryRun } = await given({ MAIL_FROM: 'survey@post.example' })
    expect((await dryRun()).join()).toContain('Mail leaves from survey@post.example, an example')
  })

  test('of what a text of one’s own leaves out, as it is written and when it would be sent', async () => {
    const { dryRun, write, warned } = await given()
    const sentence = 'the text does not use {shortname} (the member’s society, short), {minutes}'
    expect(warned((await write('en', 'preview')).text).join()).toContain(sentence)
    await write('en', 'save')
    expect((await dryRun({ language: 'en' })).join()).toContain(`Invitation, English: ${sentence}`)
    // A name says as much as the greeting with the name in it.
    expect(warned((await write('en', 'preview', `Dear {name}, ${body}`)).text).join()).not.toContain(
      '{greeting}',
    )
  })

  test('of languages in which the text of one’s own is missing, with their numbers', async () => {
    const { dryRun, write } = await given()
    await write('en', 'save')
    expect((await dryRun()).join()).toContain(
      'You have changed the text in English only. Whoever reads Português (1), Español (1) gets the one that comes with the program.',
    )
    expect((await dryRun({ language: 'en' })).join()).not.toContain('You have changed')
    await write('pt', 'save')
    await write('es', 'save')
    expect((await dryRun()).join()).not.toContain('You have changed')
  })

  test('of members listed in a language the study has no texts in, and in which they are written to', async () => {
    const { dryRun, context } = await given()
    context.db.prepare(`UPDATE invitation SET language = 'fr' WHERE id = 3`).run()
    expect((await dryRun()).join()).toContain(
      '1 member is listed with the language fr, in which this study has no texts: the mail is in English.',
    )
  })

  test('and nothing of it keeps the mail from leaving', async () => {
    const { browser, context } = await given({}, 'study-office@example.org')
    await browser.post(`${base}/send`, { ...choice, n: '3' }).expect(303)
    expect(context.db.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(3)
  })
})

test.each([
  ['a@example.org', true],
  ['a@mail.example.com', true],
  ['a@s1.example', true],
  ['a@x.test', true],
  ['root@localhost', true],
  ['a@example.org.br', false],
  ['a@myexample.org', false],
  ['a@isass.org', false],
  ['a@test.edu', false],
])('an address that reaches nobody is known: %s %s', (address, is) => {
  expect(isExampleAddress(address)).toBe(is)
})
