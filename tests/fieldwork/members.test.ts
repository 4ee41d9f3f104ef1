import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { beginSession } from '../../server/accounts/sessions.ts'
import { forgetOldLists } from '../../server/fieldwork/old-lists.ts'
import { closeDueStudies, setCloseTime } from '../../server/studies/study-transitions.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { turnsOf } from '../support/work-time.ts'
import { addList, sendList } from './add-list.ts'

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
    const { location } = await addList(browser, Buffer.from(csv))
    expect(location).toBe('/studies/endo/members?added=2&changed=0&reserve=0')
    expect(members()).toEqual(expected)
    expect(wordsOf((await browser.get(location!)).text)).toContain('2 members were added.')
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
    await addList(browser, text)
    expect(members()).toEqual([['ana@society.example', '', 'sbc', 'pt']])
  })

  it('says what is wrong in which row, and adds the right rows only when told to leave the others out', async () => {
    const { browser, members } = await givenCoordinator()
    const text =
      'email,society,language\nana@society.example,sbc,pt\nnobody,sbc,pt\nx@society.example,unknown,pt\ny@society.example,sbc,fr\nz@society.example,sbc'
    const { words } = await sendList(browser, text)
    expect(words).toContain('Row 3: “nobody” is not an e-mail address.')
    expect(words).toContain('Row 4: “unknown” is not a society of this study. Use isass,')
    expect(words).toContain('Row 5: “fr” is not a language of this study. Use en, es, pt, ko.')
    expect(words).toContain('Row 6: has 2 cells, the header has 3.')
    expect(words).toContain('4 cannot be added as they stand (rows 3, 4, 5, 6)')
    const refused = await addList(browser, text)
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('No member was added.')
    expect(members()).toEqual([])
    const added = await addList(browser, text, { leave_out: 'yes' })
    expect(added.location).toContain('added=1&')
    expect(members()).toEqual([['ana@society.example', '', 'sbc', 'pt']])
  })

  it.each([
    ['email,society,language\n', 'a header and no members'],
    ['email,society,language\n"a@society.example,sbc,pt', 'not a CSV file'],
    ['', 'Choose a file or paste a list.'],
  ])('must have rows: %j', async (text, words) => {
    const { browser, members } = await givenCoordinator()
    const answer = await browser.upload('/studies/endo/members', { text })
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain(words)
    expect(members()).toEqual([])
  })

  it.each([
    ['email,name\na@society.example,A', 'No column names the society.'],
    ['name,society,language\nA,sbc,pt', 'No column holds the e-mail addresses.'],
  ])('is not offered for adding before its columns are known: %j', async (text, words) => {
    const { browser, members } = await givenCoordinator()
    const preview = await sendList(browser, text)
    expect(preview.words).toContain(words)
    expect(preview.words).not.toContain('Add 1 member')
    expect((await addList(browser, text, { wave: '1', header: 'yes', columns: 'ignore,name' })).status).toBe(
      422,
    )
    expect(members()).toEqual([])
  })

  it('keeps what is needed and nothing else', async () => {
    const { browser, members } = await givenCoordinator()
    await addList(browser, 'email,telephone,society,language\na@society.example,555-1234,sbc,pt')
    expect(members()).toEqual([['a@society.example', '', 'sbc', 'pt']])
  })

  it('counts an address once, updates who is a member before, and shows all of it first', async () => {
    const { context, browser, members } = await givenCoordinator()
    const list = (rows: string) => `email,name,society,language\n${rows}`
    await addList(browser, list('ana@society.example,Ana,sbc,pt\nkim@society.example,Kim,sbc,pt'))
    const again =
      'ANA@society.example,Ana Núñez,sbc,es\nkim@society.example,Kim,isass,en\nb@society.example,B,sbc,pt\nB@society.example,B,sbc,pt\nb@society.example,B,isass,pt'
    const preview = await sendList(browser, list(again))
    expect(preview.words).toContain('1 new members')
    expect(preview.words).toContain('1 members before, with another name or language: updated (row 2)')
    expect(preview.words).toContain('1 listed twice: counted once (row 5)')
    expect(preview.words).toMatch(/2 of two societies: one invitation, .* listed them first \(rows 3, 6\)/)
    const { location } = await addList(browser, list(again))
    expect(location).toBe('/studies/endo/members?added=1&changed=1&reserve=0')
    expect(members()).toEqual([
      ['ana@society.example', 'Ana Núñez', 'sbc', 'es'],
      ['kim@society.example', 'Kim', 'sbc', 'pt'],
      ['b@society.example', 'B', 'sbc', 'pt'],
    ])
    const log = context.db.prepare('SELECT detail FROM audit_event').pluck().all().join()
    expect(log).not.toContain('ana@')
  })

  it('keeps the language of a member who has begun to answer, because the counts know it', async () => {
    const { browser, invite, app, members } = await givenCoordinator()
    await surgeon(app, invite({ language: 'es', society: 'sbc' })).reach('consent')
    await addList(browser, 'email,name,society,language\nmember-1@society.example,Ana,sbc,pt')
    expect(members()).toEqual([['member-1@society.example', 'Ana', 'sbc', 'es']])
  })

  it('shows who asked not to be written to, and does not invite them', async () => {
    const { browser, context, members } = await givenCoordinator()
    context.db.prepare('INSERT INTO opt_out (email, at) VALUES (?, 1)').run('Never@society.example')
    const text = 'email,society,language\nnever@society.example,sbc,pt\na@society.example,sbc,pt'
    expect((await sendList(browser, text)).words).toContain(
      '1 asked not to be written to: not invited (row 2)',
    )
    await addList(browser, text)
    expect(members().map(([email]) => email)).toEqual(['a@society.example'])
  })

  it('may be confirmed twice and is added once, and is kept no longer than a day', async () => {
    const { browser, context, members } = await givenCoordinator()
    const text = 'email,society,language\na@society.example,sbc,pt'
    const { at, fields } = await sendList(browser, text)
    await browser.post(at, fields).expect(303)
    expect((await browser.post(at, fields)).headers.location).toContain('done=list-gone')
    expect(members()).toHaveLength(1)
    const later = await sendList(browser, text)
    context.db.prepare('UPDATE member_upload SET created_at = created_at - 86400000').run()
    await browser.get(later.at).expect(410)
    forgetOldLists(context)
    expect(context.db.prepare('SELECT count(*) FROM member_upload').pluck().get()).toBe(0)
    await sendList(browser, 'email,society,language\nb@society.example,sbc,pt')
    expect(context.db.prepare('SELECT count(*) FROM member_upload').pluck().get()).toBe(1)
  })

  it('of 100 MB is refused before it is read, with a sentence', async () => {
    const { app, context } = await givenCoordinator()
    const cookie = `comparand=${beginSession(context, context.queries.people.list.all()[0]!.id)}`
    const answer = await request(app)
      .post('/studies/endo/members')
      .set({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })
      .attach('file', Buffer.alloc(100 * 2 ** 20, 'a'), 'list.csv')
    expect(answer.status).toBe(413)
    expect(wordsOf(answer.text)).toContain('larger than 5 MB')
  })

  it('is no longer taken when the study is closed', async () => {
    const { browser } = await givenCoordinator()
    await browser.post('/studies/endo/close')
    const text = 'email,society,language\nana@society.example,sbc,pt'
    const answer = await browser.upload('/studies/endo/members', { text })
    expect(wordsOf(answer.text)).toContain('This study is closed')
  })

  it('shows a screen of problems and counts the rest', async () => {
    const { browser } = await givenCoordinator()
    const { words } = await sendList(browser, `email,society,language\n${'nobody,sbc,pt\n'.repeat(250)}`)
    expect(words).toContain('250 cannot be added as they stand')
    expect(words).toContain('Row 51:')
    expect(words).toContain('… and 200 more.')
  })

  it('of many thousands lets others have their turn while it is read and added, right or wrong', async () => {
    const { browser, members } = await givenCoordinator()
    const row = (n: number) => `m${n}@society.example,"Núñez, 김 ${n}",sbc,pt\n`
    const right = `email,name,society,language\n${Array.from({ length: 20_000 }, (_, n) => row(n)).join('')}`
    const wrong = `email,name,society,language\n${'x\n'.repeat(60_000)}`
    for (const [list, status] of [
      [right, 303],
      [wrong, 422],
    ] as const) {
      // The list, its preview and its confirmation.
      const { longest, whole } = await turnsOf(async () => {
        const answer = await addList(browser, Buffer.from(list))
        expect(answer.status).toBe(status)
      })
      // Nearly all of the time before; what remains is the one statement that adds them all.
      expect(longest).toBeLessThan(whole / 3)
    }
    expect(members()).toHaveLength(20_000)
    expect(members().at(-1)).toEqual(['m19999@society.example', 'Núñez, 김 19999', 'sbc', 'pt'])
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
      'email,name,society,language\na@society.example,"=HYPERLINK(""x"")",sbc,pt\nb@society.example,"Ana, B",isass,en\n+c@society.example,C,sbc,pt'
    await addList(browser, text)
    const file = await browser.get('/studies/endo/links.csv').expect(200)
    const [header, first, second, third, end] = file.text.split('\n')
    expect(header).toBe('\uFEFFemail,name,society,language,url')
    expect(first).toMatch(
      /^a@society\.example,"'=HYPERLINK\(""x""\)",sbc,pt,http:\/\/survey\.test\/r\/[a-z2-7]{34}$/,
    )
    expect(second).toMatch(/^b@society\.example,"Ana, B",isass,en,http/)
    expect(third).toMatch(/^'\+c@society\.example,C,sbc,pt,http/)
    expect(end).toBe('')
    const path = first!.slice(first!.indexOf('/r/'))
    expect((await browser.get(path)).status).toBe(200)
    expect(context.db.prepare(`SELECT count(*) FROM respondent`).pluck().get()).toBe(0)
  })

  it('of thousands come in pages, each member once, and others have their turn between them', async () => {
    const { context, browser, invite, studyId } = await givenCoordinator()
    const list = Array.from({ length: 20_000 }, (_, n) => [`m${n}@society.example`, 'Ana', 'pt', 'sbc'])
    context.queries.invitations.insertMembers.run(studyId, 1, 1, JSON.stringify(list))
    const last = invite()
    let text = ''
    const { longest, whole } = await turnsOf(async () => {
      text = (await browser.get('/studies/endo/links.csv').expect(200)).text
    })
    const lines = text.trimEnd().split('\n').slice(1)
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(20_001)
    expect(lines).toHaveLength(20_001)
    expect(lines.at(-1)).toContain(last)
    expect(longest).toBeLessThan(whole / 3)
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
