import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import { closeDueStudies, setCloseTime } from '../../server/studies/study-transitions.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'

async function givenCoordinator() {
  const study = givenStudy()
  const browser = await givenBrowser(study.context, study.app, 'coordinator')
  const members = () =>
    study.context.queries.invitations.listOfStudy
      .all(study.studyId, 'member')
      .map(({ email, name, society, language }) => [email, name, society, language])
  return { ...study, browser, members }
}

const expected = [
  ['ana@society.example', 'Ana Núñez', 'sbc', 'pt'],
  ['kim@society.example', '김, 영희', 'komiss', 'ko'],
]

describe('a list of members', () => {
  it.each([
    [
      'comma',
      'email,name,society,language\nana@society.example,Ana Núñez,sbc,pt\nkim@society.example,"김, 영희",komiss,ko\n',
    ],
    [
      'semicolon and a byte order mark, Windows line ends, columns in another order',
      '\uFEFFlanguage;Society;EMAIL;name\r\npt;SBC;ana@society.example;Ana Núñez\r\n\r\nKO;komiss; kim@society.example ;김, 영희\r\n;;;\r\n',
    ],
  ])('is read with %s', async (_what, csv) => {
    const { browser, members } = await givenCoordinator()
    const answer = await browser.upload('/studies/endo/members', { text: '' }, Buffer.from(csv))
    expect(answer.headers.location).toBe('/studies/endo/members?added=2&already=0:&duplicates=0:')
    expect(members()).toEqual(expected)
    expect(wordsOf((await browser.get(answer.headers.location!)).text)).toContain('2 members were added.')
  })

  it('that breaks off on the way is refused with a sentence, and the site lives on', async () => {
    const { app, context, members } = await givenCoordinator()
    const cookie = `comparand=${beginSession(context, context.queries.people.list.all()[0]!.id)}`
    const broken = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc'
    const answer = await request(app)
      .post('/studies/endo/members')
      .set({
        Cookie: cookie,
        'Sec-Fetch-Site': 'same-origin',
        'Content-Type': 'multipart/form-data; boundary=x',
      })
      .send(broken)
    expect(answer.status).toBe(400)
    expect(wordsOf(answer.text)).toMatch(/did not arrive|broken off/)
    expect(members()).toEqual([])
    expect((await request(app).get('/healthz')).status).toBe(200)
  })

  it('can no longer change once the closing time has passed', async () => {
    const { browser, context, clock, members } = await givenCoordinator()
    setCloseTime(context, 'endo', { at: '2026-03-02T12:00', zone: 'Europe/Madrid' }, 'coordinator')
    clock.now = Date.UTC(2026, 2, 2, 11)
    const text = 'email,society,language\nana@society.example,sbc,pt'
    expect((await browser.upload('/studies/endo/members', { text })).status).toBe(422)
    expect((await browser.post('/studies/endo/pause')).status).toBe(409)
    expect(members()).toEqual([])
    closeDueStudies(context)
    expect(context.queries.studies.listTransitions.all(1).at(-1)).toMatchObject({
      state: 'closed',
      at: Date.UTC(2026, 2, 2, 11),
      actor: 'system',
    })
  })

  it('may leave the name out, and may be pasted', async () => {
    const { browser, members } = await givenCoordinator()
    const text = 'email,society,language\nana@society.example,sbc,pt'
    await browser.upload('/studies/endo/members', { text }).expect(303)
    expect(members()).toEqual([['ana@society.example', '', 'sbc', 'pt']])
  })

  it('is added whole or not at all, and says what is wrong in which row', async () => {
    const { browser, members } = await givenCoordinator()
    const text =
      'email,society,language\nana@society.example,sbc,pt\nnobody,sbc,pt\nx@society.example,unknown,pt\ny@society.example,sbc,fr\nz@society.example,sbc'
    const answer = await browser.upload('/studies/endo/members', { text })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<title>Error: ')
    const words = wordsOf(answer.text)
    expect(words).toContain('Row 3: “nobody” is not an e-mail address.')
    expect(words).toContain('Row 4: “unknown” is not a society of this study. Use isass,')
    expect(words).toContain('Row 5: “fr” is not a language of this study. Use en, es, pt, ko.')
    expect(words).toContain('Row 6: has 2 cells, the header has 3.')
    expect(answer.text).toContain('nobody,sbc,pt')
    expect(members()).toEqual([])
  })

  it.each([
    ['email,name\na@society.example,A', 'The column society is missing.'],
    ['email,society,language,phone\na@society.example,sbc,pt,1', 'The column “phone” is not known.'],
    ['email,society,language,email\na@society.example,sbc,pt,b@society.example', 'email is there twice'],
    ['email,society,language\n', 'a header and no members'],
    ['email,society,language\n"a@society.example,sbc,pt', 'not a CSV file'],
    ['', 'Choose a file or paste a list.'],
  ])('must have the columns and rows: %j', async (text, words) => {
    const { browser, members } = await givenCoordinator()
    const answer = await browser.upload('/studies/endo/members', { text })
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain(words)
    expect(members()).toEqual([])
  })

  it('must be UTF-8, so that no name is garbled', async () => {
    const { browser, members } = await givenCoordinator()
    const latin = Buffer.from('email,name,society,language\nana@society.example,Núñez,sbc,pt', 'latin1')
    const answer = await browser.upload('/studies/endo/members', { text: '' }, latin)
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain('CSV UTF-8')
    expect(members()).toEqual([])
  })

  it('counts an address once, and shows who was listed twice or before', async () => {
    const { context, browser, members } = await givenCoordinator()
    const list = (rows: string) => ({ text: `email,society,language\n${rows}` })
    await browser.upload('/studies/endo/members', list('ana@society.example,sbc,pt')).expect(303)
    const again = 'ANA@society.example,isass,en\nb@society.example,sbc,pt\nB@society.example,sbc,pt'
    const answer = await browser.upload('/studies/endo/members', list(again))
    expect(answer.headers.location).toBe('/studies/endo/members?added=1&already=1:2&duplicates=1:4')
    const page = wordsOf((await browser.get(answer.headers.location!)).text)
    expect(page).toContain('1 already a member: nothing changed for them (row 2).')
    expect(page).toContain('1 listed twice in the file: counted once (row 4).')
    expect(members().map(([email, , society]) => [email, society])).toEqual([
      ['ana@society.example', 'sbc'],
      ['b@society.example', 'sbc'],
    ])
    const log = context.db.prepare('SELECT detail FROM audit_event').pluck().all().join()
    expect(log).not.toContain('ana@')
  })

  it('is no longer taken when the study is closed', async () => {
    const { browser } = await givenCoordinator()
    await browser.post('/studies/endo/close')
    const text = 'email,society,language\nana@society.example,sbc,pt'
    const answer = await browser.upload('/studies/endo/members', { text })
    expect(wordsOf(answer.text)).toContain('This study is closed')
  })

  it('is shown fifty at a time', async () => {
    const { browser, invite } = await givenCoordinator()
    for (let count = 0; count < 51; count++) invite()
    const first = wordsOf((await browser.get('/studies/endo/members')).text)
    expect(first).toContain('1 to 50 of 51')
    const second = await browser.get('/studies/endo/members?page=2')
    expect(wordsOf(second.text)).toContain('51 to 51 of 51')
    expect(second.text).toContain('member-51@society.example')
  })
})

describe('personal links', () => {
  it('come as a file that a spreadsheet cannot run, the address last', async () => {
    const { context, browser } = await givenCoordinator()
    const text =
      'email,name,society,language\na@society.example,"=HYPERLINK(""x"")",sbc,pt\nb@society.example,"Ana, B",isass,en'
    await browser.upload('/studies/endo/members', { text }).expect(303)
    const file = await browser.get('/studies/endo/links.csv').expect(200)
    const [header, first, second, end] = file.text.split('\n')
    expect(header).toBe('\uFEFFemail,name,society,language,url')
    expect(first).toMatch(
      /^a@society\.example,"'=HYPERLINK\(""x""\)",sbc,pt,http:\/\/survey\.test\/r\/[a-z2-7]{34}$/,
    )
    expect(second).toMatch(/^b@society\.example,"Ana, B",isass,en,http/)
    expect(end).toBe('')
    const path = first!.slice(first!.indexOf('/r/'))
    expect((await browser.get(path)).status).toBe(200)
    expect(context.db.prepare(`SELECT count(*) FROM respondent`).pluck().get()).toBe(0)
  })

  it('are revoked and replaced one at a time', async () => {
    const { browser, invite } = await givenCoordinator()
    const link = invite()
    const linkNow = async () => {
      const { text } = await browser.get('/studies/endo/links.csv')
      return /\/r\/[a-z2-7]{34}/.exec(text)?.[0]
    }
    expect(await linkNow()).toBe(link)
    await browser.post('/studies/endo/members/1/revoke').expect(303)
    expect(await linkNow()).toBeUndefined()
    expect((await browser.get(link)).status).not.toBe(200)
    await browser.post('/studies/endo/members/1/replace').expect(303)
    const next = await linkNow()
    expect(next).not.toBe(link)
    expect((await browser.get(next!)).status).toBe(200)
    expect((await browser.get(link)).status).not.toBe(200)
    await browser.post('/studies/endo/members/99/revoke').expect(404)
  })
})
