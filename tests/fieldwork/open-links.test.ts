import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import request from 'supertest'
import { describe, expect, it, onTestFinished } from 'vitest'
import { cutIdentity } from '../../server/fieldwork/cut-identity.ts'
import { openLink } from '../../server/respond/open-link.ts'
import { startOpen } from '../../server/respond/open-start.ts'
import type { OutgoingMail } from '../../server/send-mail.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { wordsIn } from '../../server/words/index.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { probe, surgeon } from '../support/surgeon.ts'

async function givenOpenLink(options: Parameters<typeof givenStudy>[2] = {}) {
  const study = givenStudy(undefined, undefined, options)
  const browser = await givenBrowser(study.context, study.app, 'coordinator')
  await browser.post('/studies/endo/open-links', { society: 'sbc', language: 'pt' }).expect(303)
  const page = load((await browser.get('/studies/endo/open-links')).text)
  const link = page('code.secret').first().text().replace('http://survey.test', '')
  const count = (table: string) => study.context.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  /** Opens the link, waits, presses Start; returns the personal path and the cookies that were set. */
  const start = async (changes: Record<string, string> = {}, cookie = '', wait = 5000) => {
    const welcome = await request(study.app).get(link).set('Cookie', cookie)
    const stamp = String(load(welcome.text)('input[name=stamp]').val())
    study.clock.now += wait
    const answer = await request(study.app)
      .post(`${link}/start`)
      .set('Cookie', cookie)
      .type('form')
      .send({ stamp, website: '', ...changes })
    const to = answer.headers.location as string | undefined
    return {
      answer,
      stamp,
      own: to?.replace(/\/keep$/, ''),
      cookie: String(answer.headers['set-cookie'] ?? ''),
    }
  }
  return { ...study, browser, link, count, start }
}

describe('an open link', () => {
  it('starts nobody when scanners open it, whatever page', async () => {
    const { app, link, count } = await givenOpenLink()
    for (const path of ['', '/start', '/decline', '/declined', '/keep', '/consent', '/review', '?lang=ko'])
      for (const method of ['GET', 'HEAD'] as const)
        expect(await probe(app, method, link + path)).toBeLessThan(500)
    expect([count('invitation'), count('respondent'), count('open_start')]).toEqual([1, 0, 0])
  })

  it('gives whoever starts a personal link, by which they come back to their answers', async () => {
    const { app, start, count, context } = await givenOpenLink()
    const { answer, own } = await start()
    expect(answer.status).toBe(303)
    const page = await request(app).get(`${own}/keep`)
    expect(wordsOf(page.text)).toContain('Guarde seu link pessoal')
    expect(page.text).toContain(`http://survey.test${own}`)
    // Without a mail server no address is asked for.
    expect(page.text).not.toContain('type="email"')
    const me = surgeon(app, own!)
    await me.reach('pairs/2')
    expect(wordsOf((await me.get(own!)).html)).toContain('Boas-vindas novamente')
    expect([count('invitation'), count('respondent')]).toEqual([2, 1])
    expect(
      context.db.prepare(`SELECT email, name, society, language FROM invitation ORDER BY id DESC`).get(),
    ).toEqual({
      email: null,
      name: '',
      society: 'sbc',
      language: 'pt',
    })
  })

  it('starts as many people as press Start, and one for a form sent twice', async () => {
    const { app, link, start, count } = await givenOpenLink()
    const { stamp, own } = await start()
    const twice = await request(app).post(`${link}/start`).type('form').send({ stamp, website: '' })
    expect(twice.headers.location).toBe(`${own}/keep`)
    const other = await start()
    expect(other.own).not.toBe(own)
    expect(count('respondent')).toBe(2)
  })

  it('never gives somebody the link of another person, also when the disk did not keep their first Start', async () => {
    const { app, link, start, clock, context } = await givenOpenLink()
    const stamp = String(load((await request(app).get(link)).text)('input[name=stamp]').val())
    clock.now += 5000
    const unkept = () => {
      const visit = openLink(context, link.split('/').at(-1)!)
      startOpen(context, visit, { stamp, website: '' }, { device: 'phone', startedHereBefore: false })
      throw new Error('The disk is full')
    }
    await expect(context.write(unkept)).rejects.toThrow('The disk is full')
    // The next person gets the number that was given up.
    const { own: others } = await start()
    const again = await request(app).post(`${link}/start`).type('form').send({ stamp, website: '' })
    const own = again.headers.location!.replace(/\/keep$/, '')
    expect(own).not.toBe(others)
    expect((await request(app).get(`${own}/keep`)).status).toBe(200)
  })

  it.each([
    ['too fast', {}, 500],
    ['with a field that people do not see', { website: 'https://spam.example' }, 5000],
    ['with a stamp of its own', { stamp: '1.2.00000000000000000000000000000000' }, 5000],
    ['a day later', {}, 24 * 3_600_000],
  ])(
    'asks once more, and starts nobody, when Start comes %s; a person’s second press starts',
    async (_what, changes, wait) => {
      const { app, link, clock, start, count } = await givenOpenLink()
      const { answer } = await start(changes as Record<string, string>, '', wait as number)
      expect(answer.status).toBe(422)
      expect(wordsOf(answer.text)).toContain('pressione Começar mais uma vez')
      expect(count('respondent')).toBe(0)
      const stamp = String(load(answer.text)('input[name=stamp]').val())
      clock.now += 2000
      const second = await request(app).post(`${link}/start`).type('form').send({ stamp, website: '' })
      expect(second.status).toBe(303)
      expect(count('respondent')).toBe(1)
    },
  )

  it('starts whoever had the page open when the clock was set back', async () => {
    const { app, link, clock, start, count } = await givenOpenLink()
    const { answer } = await start({}, '', -3_600_000)
    expect(answer.status).toBe(422)
    const stamp = String(load(answer.text)('input[name=stamp]').val())
    clock.now += 2000
    const second = await request(app).post(`${link}/start`).type('form').send({ stamp, website: '' })
    expect(second.status).toBe(303)
    expect(count('respondent')).toBe(1)
  })

  it('flags who starts on a device on which somebody had started, warns them, and drops nobody', async () => {
    const { app, link, start, browser, context } = await givenOpenLink()
    const first = await start()
    expect(first.cookie).toMatch(/^begun-1=1; .*HttpOnly/)
    const again = await request(app).get(link).set('Cookie', 'begun-1=1')
    expect(wordsOf(again.text)).toContain('Alguém já começou neste dispositivo')
    const second = await start({}, 'begun-1=1')
    expect(second.answer.status).toBe(303)
    const flagged = context.db
      .prepare('SELECT r.pseudonym FROM possible_duplicate JOIN respondent r ON r.id = respondent_id')
      .pluck()
      .all() as string[]
    expect(flagged).toHaveLength(1)
    const page = wordsOf((await browser.get('/studies/endo/fieldwork')).text)
    expect(page).toContain(`1 person began by an open link on a device`)
    expect(page).toContain(flagged[0])
    expect(page).toContain('nobody knows how many saw the link')
  })

  it('takes as many a day as its limit says, by the clock of the study, from one address as from many', async () => {
    const { app, context, start, browser, clock, count } = await givenOpenLink()
    await browser.post('/studies/endo/open-links/1/cap', { 'cap-1': '2' }).expect(303)
    await start()
    await start()
    const third = await start()
    expect(third.answer.status).toBe(429)
    expect(wordsOf(third.answer.text)).toContain('Muitas pessoas começaram hoje')
    expect(wordsOf((await browser.get('/studies/endo/open-links')).text)).toContain(
      'Today’s limit is reached',
    )
    await browser.post('/studies/endo/open-links/1/cap', { 'cap-1': '3' }).expect(303)
    expect((await start()).answer.status).toBe(303)
    clock.now += 24 * 3_600_000
    expect((await start()).answer.status).toBe(303)
    expect(count('respondent')).toBe(4)
    const owner = await givenBrowser(context, app, 'owner')
    for (const wrong of ['0', '-1', 'many', '100001', '']) {
      const answer = await owner.post('/studies/endo/open-links/1/cap', { 'cap-1': wrong })
      expect(answer.status, wrong).toBe(422)
    }
  })

  it('takes a full lecture hall within a minute, and no more than 120', async () => {
    const { app, link, clock, count } = await givenOpenLink()
    const stamps: string[] = []
    for (let n = 0; n < 121; n++)
      stamps.push(String(load((await request(app).get(link)).text)('input[name=stamp]').val()))
    clock.now += 2000
    const statuses: number[] = []
    for (const stamp of stamps)
      statuses.push(
        (await request(app).post(`${link}/start`).type('form').send({ stamp, website: '' })).status,
      )
    expect(statuses.filter((status) => status === 303)).toHaveLength(120)
    expect(statuses.at(-1)).toBe(429)
    expect(count('respondent')).toBe(120)
    clock.now += 60_001
    const late = await request(app)
      .post(`${link}/start`)
      .type('form')
      .send({ stamp: stamps.at(-1)!, website: '' })
    expect(late.status).toBe(303)
  })

  it('cannot be declined for everybody, is stopped and replaced, and who began goes on', async () => {
    const { app, link, start, browser, context } = await givenOpenLink()
    const { own } = await start()
    await request(app).post(`${link}/decline`).type('form').send('')
    expect(context.queries.invitations.find.get(1)!.declined_at).toBeNull()
    await browser.post('/studies/endo/open-links/1/replace').expect(303)
    expect((await request(app).get(link)).status).toBe(410)
    expect((await request(app).get(own!)).status).toBe(200)
    const next = load((await browser.get('/studies/endo/open-links')).text)('code.secret')
      .first()
      .text()
    expect((await request(app).get(next.replace('http://survey.test', ''))).status).toBe(200)
    await browser.post('/studies/endo/open-links/1/revoke').expect(303)
    expect((await request(app).get(next.replace('http://survey.test', ''))).status).toBe(410)
  })

  it('admits nobody once the study is closing', async () => {
    const { start, browser } = await givenOpenLink()
    await browser.post('/studies/endo/begin-closing', { grace: '60' }).expect(303)
    expect((await start()).answer.status).toBe(410)
  })

  it('is made and changed by a coordinator for their own society only', async () => {
    const { context, app } = await givenOpenLink()
    const other = await givenBrowser(context, app, 'coordinator', 'komiss')
    expect(wordsOf((await other.get('/studies/endo/open-links')).text)).not.toContain('Coluna')
    await other.post('/studies/endo/open-links', { society: 'sbc', language: 'pt' }).expect(403)
    await other.post('/studies/endo/open-links', { society: 'komiss', language: 'ko' }).expect(303)
    await other.post('/studies/endo/open-links/1/revoke').expect(404)
    await other.get('/studies/endo/open-links/1/card').expect(404)
  })

  it('has a card in its language and a picture of its code', async () => {
    const { browser, link } = await givenOpenLink()
    const card = await browser.get('/studies/endo/open-links/1/card')
    expect(wordsOf(card.text)).toContain('Escaneie para participar')
    expect(card.text).toContain(link)
    const png = await browser.get('/studies/endo/open-links/1/qr.png').buffer(true)
    expect(png.headers['content-type']).toBe('image/png')
    expect((png.body as Buffer).subarray(1, 4).toString()).toBe('PNG')
  })

  it('leaves no way from a personal link to an answer after the cut', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comparand-open-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const { app, context, start, count } = await givenOpenLink({ env: { COMPARAND_DATA: folder } })
    const { own } = await start()
    closeStudy(context, 'endo', 'c')
    cutIdentity(context, 'endo', 'endo', 'c')
    expect([count('identity_link'), count('open_start'), count('respondent')]).toEqual([0, 0, 1])
    expect((await request(app).get(own!)).status).toBe(410)
  })
})

describe('the return link by mail', () => {
  const mailEnv = { MAIL_FROM: 'survey@society.example', SMTP_HOST: 'localhost' }

  it('is mailed within the limit a minute of the mail server, whoever else starts', async () => {
    const mails: OutgoingMail[] = []
    const { app, start, clock } = await givenOpenLink({
      env: { ...mailEnv, MAIL_RATE: '3' },
      sendMail: {
        send: async (mail) => {
          mails.push(mail)
          return { end: 'accepted', response: '250' }
        },
        check: async () => undefined,
        close: () => undefined,
      },
    })
    const send = async (own: string | undefined, email: string) =>
      (await request(app).post(`${own}/keep`).type('form').send({ email })).status
    for (let n = 0; n < 3; n++)
      expect(await send((await start({}, '', 2000)).own, `p${n}@home.example`)).toBe(303)
    const { own } = await start({}, '', 2000)
    expect(await send(own, 'p3@home.example')).toBe(422)
    expect(mails).toHaveLength(3)
    clock.now += 60_000
    expect(await send(own, 'p3@home.example')).toBe(303)
  })

  it('is sent once or twice, and the address is kept nowhere', async () => {
    const mails: OutgoingMail[] = []
    const { app, context, start } = await givenOpenLink({
      env: mailEnv,
      sendMail: {
        send: async (mail) => {
          mails.push(mail)
          return { end: 'accepted', response: '250' }
        },
        check: async () => undefined,
        close: () => undefined,
      },
    })
    const { own } = await start()
    const send = (email: string) => request(app).post(`${own}/keep`).type('form').send({ email })
    for (const wrong of ['nobody', 'a@x.example\nBcc: b@x.example']) {
      const answer = await send(wrong)
      expect(answer.status).toBe(422)
      expect(answer.text).toContain(wordsIn('pt').resultsWrong)
      expect(answer.text).toContain(`value="${wrong}"`)
    }
    for (let turn = 0; turn < 2; turn++)
      expect((await send('ana@home.example')).headers.location).toContain('mail=sent')
    const third = await send('ana@home.example')
    expect(third.text).toContain(wordsIn('pt').keepMailFailed)
    expect(third.text).toContain('value="ana@home.example"')
    expect(mails).toHaveLength(2)
    expect(mails[0]).toMatchObject({
      to: { address: 'ana@home.example' },
      from: { address: 'survey@society.example' },
    })
    expect(mails[0]!.text).toContain(`http://survey.test${own}`)
    expect(mails[0]!.subject).not.toContain('\n')
    const everything = context.db
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
      .pluck()
      .all()
      .map((table) => JSON.stringify(context.db.prepare(`SELECT * FROM ${table}`).all()))
      .join()
    expect(everything).not.toContain('ana@home.example')
  })
})

describe('two links of one society', () => {
  it('are told apart by what staff call them, which surgeons do not see', async () => {
    const { browser, app } = await givenOpenLink()
    const form = { society: 'sbc', language: 'pt', label: ' congress booth ' }
    await browser.post('/studies/endo/open-links', form).expect(303)
    const $ = load((await browser.get('/studies/endo/open-links')).text)
    const names = $('.open-link h2')
      .toArray()
      .map((one) => $(one).text())
    expect(names).toEqual([
      'Sociedade Brasileira de Coluna, Português',
      'Sociedade Brasileira de Coluna, Português, congress booth',
    ])
    const path = $('code.secret').last().text().replace('http://survey.test', '')
    expect((await request(app).get(path).expect(200)).text).not.toContain('congress booth')
    const tooLong = await browser.post('/studies/endo/open-links', { ...form, label: 'x'.repeat(61) })
    expect(tooLong.status).toBe(422)
    expect(wordsOf(tooLong.text)).toContain('A name has at most 60 characters.')
  })

  it('is stopped behind a sentence that says what else stops with it', async () => {
    const { browser } = await givenOpenLink()
    const acts = load((await browser.get('/studies/endo/open-links')).text)('.open-link details')
    expect(acts.attr('open')).toBeUndefined()
    expect(acts.find('p').text()).toContain('every printed code of it stop working at once')
    expect(acts.find('form').length).toBe(2)
  })
})

describe('the name of an open link', () => {
  it('is changed by staff, recorded in the log with what it was, and once however often the form arrives', async () => {
    const { browser, context } = await givenOpenLink()
    const path = '/studies/endo/open-links/1/name'
    for (let n = 0; n < 2; n++) {
      const answer = await browser.post(path, { 'name-1': '  congress   booth ' }).expect(303)
      expect(answer.headers.location).toBe('/studies/endo/open-links?done=open-link-named#link-1')
    }
    expect(wordsOf((await browser.get('/studies/endo/open-links')).text)).toContain(
      'Sociedade Brasileira de Coluna, Português, congress booth',
    )
    await browser.post(path, { 'name-1': '' }).expect(303)
    const log = context.db
      .prepare(`SELECT detail FROM audit_event WHERE action = 'open link named'`)
      .pluck()
      .all()
    expect(log.map((line) => JSON.parse(String(line)))).toEqual([
      { link: 1, from: '', to: 'congress booth' },
      { link: 1, from: 'congress booth', to: '' },
    ])
  })

  it('that is too long is refused at its field, with what was typed', async () => {
    const { browser, context } = await givenOpenLink()
    const answer = await browser.post('/studies/endo/open-links/1/name', { 'name-1': 'x'.repeat(61) })
    expect(answer.status).toBe(422)
    const page = load(answer.text)
    expect(page('#name-1').val()).toBe('x'.repeat(61))
    expect(page('#name-1-error').text()).toContain('at most 60 characters')
    expect(context.queries.openLinks.findLabel.get(1)).toBe('')
  })

  it('of another society is nobody’s to change who does not work for it', async () => {
    const { app, context } = await givenOpenLink()
    const other = await givenBrowser(context, app, 'coordinator', 'isass')
    await other.post('/studies/endo/open-links/1/name', { 'name-1': 'mine' }).expect(404)
  })

  it('that two links share is told beside both, until one has another or is stopped', async () => {
    const { browser } = await givenOpenLink()
    const make = (label: string, language = 'pt') =>
      browser.post('/studies/endo/open-links', { society: 'sbc', language, label }).expect(303)
    const told = async () => {
      const page = load((await browser.get('/studies/endo/open-links')).text)
      return page('.open-link .notice')
        .toArray()
        .map((one) => page(one).text())
    }
    await make('', 'en')
    expect(await told()).toEqual([])
    await make('')
    expect(await told()).toEqual(
      Array(2).fill('Another link has this society and language too: give each a name, to tell them apart.'),
    )
    await browser.post('/studies/endo/open-links/1/name', { 'name-1': 'Booth' })
    expect(await told()).toEqual([])
    await browser.post('/studies/endo/open-links/3/name', { 'name-3': 'booth' })
    expect(await told()).toEqual(
      Array(2).fill('Another link has the same name: give one of them another, to tell them apart.'),
    )
    await browser.post('/studies/endo/open-links/3/revoke').expect(303)
    expect(await told()).toEqual([])
  })
})

describe('the card for a booth', () => {
  it.each([
    ['en', 'Open until 31 March 2026 at 23:59 (Europe/Madrid)', 'About', 'Questions? Write to'],
    ['es', '31 de marzo de 2026 a las 23:59 (Europe/Madrid)', 'minutos', '¿Tiene preguntas? Escriba a'],
    ['pt', '31 de março de 2026 às 23:59 (Europe/Madrid)', 'minutos', 'Dúvidas? Escreva para'],
    ['ko', '2026년 3월 31일 오후 11:59 (Europe/Madrid)까지', '분', '문의처:'],
  ])('in %s names society, minutes, contact and until when, with the zone', async (language, ...words) => {
    const { browser, definition } = await givenOpenLink()
    const times = {
      open_date: '',
      open_time: '',
      date: '2026-03-31',
      time: '23:59',
      zone: 'Europe/Madrid',
      grace: '0',
      reason: '',
    }
    await browser.post('/studies/endo/open-links', { society: 'isass', language, label: 'Booth' }).expect(303)
    const card = async () => load((await browser.get('/studies/endo/open-links/2/card')).text)
    const before = (await card())('.no-print').text()
    expect(before).toContain('No closing time is set, so the card names none.')
    await browser.post('/studies/endo/closing-time', times).expect(303)
    const page = await card()
    const text = page('.booth-card').text()
    for (const part of [
      ...words,
      definition.contact.email,
      'International Society for the Advancement of Spine Surgery',
    ])
      expect(text).toContain(part)
    expect(page('.booth-card').attr('lang')).toBe(language)
    expect(page('.no-print').text()).not.toContain('No closing time')
    // What staff call it is not for the public.
    expect(text).not.toContain('Booth')
  })
})
