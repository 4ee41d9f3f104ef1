import { describe, expect, it } from 'vitest'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { addList } from './add-list.ts'

const rows = Array.from({ length: 12 }, (_, n) => `m${n}@society.example,${n % 2 ? 'sbc,pt' : 'isass,en'}`)
const list = `email,society,language\n${rows.join('\n')}`

async function givenSample(size = '4') {
  const study = givenStudy()
  const browser = await givenBrowser(study.context, study.app, 'coordinator')
  const added = await addList(browser, list, { ask: 'sample', size })
  const invited = () => study.context.queries.invitations.listOfStudy.all(study.studyId, 'member')
  const reserve = () =>
    study.context.db.prepare('SELECT email, society FROM reserve_member ORDER BY place').all() as {
      email: string
      society: string
    }[]
  return { ...study, browser, added, invited, reserve }
}

describe('a sampled list', () => {
  it('invites so many, keeps the others without link, mail or count, and stores the seed', async () => {
    const { browser, added, invited, reserve, context } = await givenSample()
    expect(added.location).toBe('/studies/endo/members?added=4&changed=0&reserve=8')
    expect(invited()).toHaveLength(4)
    expect(reserve()).toHaveLength(8)
    const all = [...invited(), ...reserve()].map(({ email }) => email)
    expect(new Set(all).size).toBe(12)
    const page = wordsOf((await browser.get('/studies/endo/members')).text)
    const { seed } = context.queries.samples.listOfStudy.all(1)[0]!
    expect(page).toContain(`4 of 12 drawn at random on 2 March 2026`)
    expect(page).toContain(`wave 1, seed ${seed}.`)
    expect(page).toContain('8 wait in reserve.')
    expect(wordsOf((await browser.get('/studies/endo/fieldwork')).text)).toContain('Members on the list. 4')
    expect((await browser.get('/studies/endo/links.csv')).text.trim().split('\n')).toHaveLength(5)
  })

  it('stays as it was drawn when the list is sent again', async () => {
    const { browser, invited, reserve } = await givenSample()
    const again = await addList(browser, list)
    expect(again.location).toBe('/studies/endo/members?added=0&changed=0&reserve=0')
    expect([invited().length, reserve().length]).toEqual([4, 8])
  })

  it.each(['0', '12', '99', '', 'x'])('refuses a size that is no sample of it: %j', async (size) => {
    const { added, invited } = await givenSample(size)
    expect(added.status).toBe(422)
    expect(invited()).toEqual([])
  })
})

describe('the draw of a sample', () => {
  const path = '/studies/endo/members'

  it('is told with its list, societies, size, how many could be drawn, and seed: on the page, in the log, in a file', async () => {
    const study = givenStudy()
    const browser = await givenBrowser(study.context, study.app, 'coordinator')
    study.context.db.prepare(`INSERT INTO opt_out (email, at) VALUES ('m11@society.example', 1)`).run()
    await addList(browser, Buffer.from(`${list}\nm0@society.example,isass,en`), { ask: 'sample', size: '4' })
    const { seed, parts } = study.context.queries.samples.listOfStudy.all(1)[0]!
    const [[, , isass], [, , sbc]] = JSON.parse(parts!) as [
      [string, number, number],
      [string, number, number],
    ]
    const whence = `ISASS ${isass} of 6, SBC ${sbc} of 5`
    const words = wordsOf((await browser.get(path)).text)
    expect(words).toContain(`4 of 11 drawn at random on`)
    expect(words).toContain(`From the list “list.csv” of 13 members: ${whence}.`)
    const page = wordsOf((await browser.get(`${path}/samples/1`)).text)
    for (const part of ['Sample 1', 'list.csv', whence, `Seed${seed}, by chance`, '11: new to the study'])
      expect(page).toContain(part)
    const log = study.context.db.prepare(`SELECT detail FROM audit_event WHERE action = 'members added'`)
    expect(JSON.parse(String(log.pluck().get()))).toMatchObject({
      reserve: 7,
      sample: {
        list: 'list.csv',
        on_the_list: 13,
        eligible: 11,
        drawn: 4,
        seed,
        societies: { isass: `${isass} of 6`, sbc: `${sbc} of 5` },
      },
    })
    const file = (await browser.get(`${path}/samples/1/draw.csv`)).text.trim().split(/\r?\n/)
    expect(file).toHaveLength(12)
    expect(file[1]).toMatch(
      new RegExp(`^1,drawn,\\d+,m\\d+@society.example,,(isass,en|sbc,pt),list.csv,13,11,4,${seed},1$`),
    )
    expect(file.map((line) => line.split(',')[1]).slice(1)).toEqual([
      ...Array(4).fill('drawn'),
      ...Array(7).fill('reserve'),
    ])
  })

  it('is repeated by the page, also after an address was corrected, somebody replaced and somebody erased', async () => {
    const { browser, context, invited } = await givenSample()
    const same = async () => wordsOf((await browser.get(`${path}/samples/1`)).text)
    expect(await same()).toContain('the same 4 of 12, in the same order.')
    const [first, second, third] = invited()
    await browser
      .post(`${path}/${first!.id}`, { email: 'zz@society.example', name: '', language: 'en' })
      .expect(303)
    context.db.prepare('UPDATE invitation SET declined_at = 1 WHERE id = ?').run(second!.id)
    await browser.post(`${path}/replace-gone`).expect(303)
    await browser.post(`${path}/${third!.id}/erase`, { what: 'identity', typed: 'erase' }).expect(303)
    expect(await same()).toContain(
      'the same 4 of 12, in the same order. 1 person is no longer here (erased since)',
    )
    const file = (await browser.get(`${path}/samples/1/draw.csv`)).text
    expect(file).toContain(',asked_later,'.slice(1, -1))
    expect(file).not.toContain(third!.email)
    // Somebody in another's place would be told.
    context.db.exec(
      'UPDATE sample_draw SET position = 12 WHERE place = 1; UPDATE sample_draw SET position = 11 WHERE place = 2',
    )
    expect(await same()).toContain('in another place than where they stood')
  })

  it('gives the same people in another study by the same list, size and seed, in whatever order the list comes', async () => {
    const one = await givenSample('5')
    const { seed } = one.context.queries.samples.listOfStudy.all(1)[0]!
    const other = givenStudy()
    const browser = await givenBrowser(other.context, other.app, 'coordinator')
    const turned = `email,society,language\n${[...rows].reverse().join('\n')}`
    await addList(browser, turned, { ask: 'sample', size: '5', seed: String(seed) })
    const emails = (study: typeof other) =>
      study.context.queries.samples.listPlaces.all({ sampleId: 1, society: null }).map(({ email }) => email)
    expect(emails(other)).toEqual(emails(one))
    expect(wordsOf((await browser.get(`${path}/samples/1`)).text)).toContain(`Seed${seed}, typed by a person`)
  })

  it.each(['x', '-1', '2147483648', '1.5'])('refuses a seed that is none: %j', async (seed) => {
    const study = givenStudy()
    const browser = await givenBrowser(study.context, study.app, 'coordinator')
    const answer = await addList(browser, list, { ask: 'sample', size: '4', seed })
    expect(answer.status).toBe(422)
    expect(answer.words).toContain('A seed is a whole number up to 2147483647.')
    expect(study.context.queries.samples.listOfStudy.all(1)).toEqual([])
  })

  it('shows a coordinator of one society nobody of another, and no draw without members of theirs', async () => {
    const { context, app, browser } = await givenSample()
    await addList(browser, 'email,society,language\na@x.example,isass,en\nb@x.example,isass,en', {
      ask: 'sample',
      size: '1',
    })
    const sbc = await givenBrowser(context, app, 'coordinator', 'sbc')
    const file = (await sbc.get(`${path}/samples/1/draw.csv`)).text
    expect(file).toContain(',sbc,pt,')
    expect(file).not.toContain(',isass,')
    expect(wordsOf((await sbc.get(`${path}/samples/1`)).text)).not.toContain('ISASS')
    for (const other of ['samples/2', 'samples/2/draw.csv', 'samples/99', 'samples/x'])
      await sbc.get(`${path}/${other}`).expect(404)
  })
})

describe('a replacement wave', () => {
  it('asks the next of the same society for each who declined or could not be reached, once', async () => {
    const { app, browser, context, invited, reserve } = await givenSample()
    const [first, second] = invited()
    const { text } = await browser.get('/studies/endo/links.csv')
    const path = text.split('\n').find((line) => line.startsWith(first!.email!))!
    const link = path.slice(path.indexOf('/r/'))
    const gone = surgeon(app, link)
    await gone.post(gone.at('decline'), '')
    context.db.prepare(`UPDATE invitation SET mail_status = 'bounced' WHERE id = ?`).run(second!.id)
    const next = [first!, second!].map(({ society }) => society)
    const expected = [...reserve()]
    const wanted = next.map((society) => {
      const at = expected.findIndex((one) => one.society === society)
      return expected.splice(at, 1)[0]!.email
    })
    const page = wordsOf((await browser.get('/studies/endo/members')).text)
    expect(page).toContain('Ask 2 members of the reserve instead')
    // The form may arrive twice.
    for (let n = 0; n < 2; n++) {
      const answer = await browser.post('/studies/endo/members/replace-gone', { last_wave: '1' }).expect(303)
      expect(answer.headers.location).toBe('/studies/endo/members?added=2')
    }
    const added = invited().slice(4)
    expect(added.map(({ email }) => email)).toEqual(wanted)
    expect(added.map(({ wave, society }) => [wave, society])).toEqual(next.map((society) => [2, society]))
    await browser.post('/studies/endo/members/replace-gone').expect(409)
    expect(invited()).toHaveLength(6)
  })

  it('passes over who has opted out since the draw', async () => {
    const { browser, context, invited, reserve } = await givenSample()
    const [first] = invited()
    context.db.prepare('UPDATE invitation SET declined_at = 1 WHERE id = ?').run(first!.id)
    const [next, after] = reserve().filter(({ society }) => society === first!.society)
    context.db.prepare('INSERT INTO opt_out (email, at) VALUES (?, 1)').run(next!.email)
    await browser.post('/studies/endo/members/replace-gone').expect(303)
    expect(invited().at(-1)!.email).toBe(after!.email)
  })
})

describe('one member', () => {
  it('is corrected, and an address that mail came back from can be written to again', async () => {
    const { context, browser, invited } = await givenSample()
    const { id } = invited()[0]!
    const at = `/studies/endo/members/${id}`
    context.db.prepare(`UPDATE invitation SET mail_status = 'bounced' WHERE id = ?`).run(id)
    expect(wordsOf((await browser.get('/studies/endo/members?only=unreached')).text)).toContain('1 to 1 of 1')
    await browser.post(at, { email: 'right@society.example', name: 'Ana', language: 'es' }).expect(303)
    expect(invited()[0]).toMatchObject({
      email: 'right@society.example',
      name: 'Ana',
      language: 'es',
      mail_status: 'not_mailed',
    })
    const log = context.db.prepare('SELECT detail FROM audit_event').pluck().all().join()
    expect(log).not.toContain('right@')
  })

  it.each([
    [{ email: 'nobody' }, 'Enter an e-mail address'],
    [{ email: 'a@society.example\nBcc: b@society.example' }, 'Enter an e-mail address'],
    [{ email: 'other@society.example' }, 'has this address already'],
    [{ email: 'never@society.example' }, 'asked not to be written to'],
    [{ name: 'A\nX: y' }, 'in one line'],
    [{ language: 'fr' }, 'Choose a language'],
  ])('is not corrected to %j', async (change, words) => {
    const { context, browser, invited } = await givenSample()
    const { id, email } = invited()[0]!
    context.db.prepare('INSERT INTO opt_out (email, at) VALUES (?, 1)').run('never@society.example')
    context.db
      .prepare(`UPDATE invitation SET email = 'other@society.example' WHERE id = ?`)
      .run(invited()[1]!.id)
    const answer = await browser.post(`/studies/endo/members/${id}`, {
      email: email!,
      name: 'Ana',
      language: 'pt',
      ...change,
    })
    expect(answer.status).toBe(422)
    expect(wordsOf(answer.text)).toContain(words)
    expect(invited()[0]).toMatchObject({ email, name: '' })
  })

  it('is found by a part of the name or address, which stands in no address of a page', async () => {
    const { browser } = await givenSample('11')
    const answer = await browser.post('/studies/endo/members/find', { word: 'M1@SOC' })
    expect(wordsOf(answer.text)).toMatch(/1 to 1 of 1|Nobody/)
    expect(answer.text).not.toMatch(/href="[^"]*soc/i)
  })
})
