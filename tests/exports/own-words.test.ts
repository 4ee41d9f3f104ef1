import { expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { withdraw } from '../../server/respond/finish.ts'
import { count } from '../support/dump.ts'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

const page = '/studies/small/data/own-words'

/** Two surgeons who wrote something, and one who took it back. */
function givenWords() {
  const { context, clock } = givenContext()
  const definition = smallStudy()
  const short = { variable: 'tool_name', page: 'about', type: 'short_text', required: false } as const
  definition.questions.push({ ...short, text: { en: 'Which tool?' } })
  givenLiveStudy(context, 'small', definition)
  const given = (email: string, remark: string, tool: string | null) =>
    givenRespondent(context, clock, {
      slug: 'small',
      email,
      responses: { C01: 'more', C02: 'equal', C03: 'less' },
      answers: { is_surgeon: 'yes', remark, tool_name: tool },
    })
  const people = [
    given('a@example.org', '=1+1, a "quote"', 'Laser'),
    given('b@example.org', 'Two\nlines', null),
    given('c@example.org', 'Taken back', 'Secret tool'),
  ]
  context.transaction(() => withdraw(context, people[2]!))
  return { context, app: createApp(context), people }
}

test('a coordinator reads what was written, by question, and downloads it; both leave out who withdrew', async () => {
  const { context, app, people } = givenWords()
  const coordinator = await givenBrowser(context, app, 'coordinator')
  expect((await coordinator.get('/studies/small/data').expect(200)).text).toContain(page)
  const words = wordsOf((await coordinator.get(page).expect(200)).text)
  for (const one of ['Anything else?', 'a "quote"', 'Two lines', 'Which tool?', 'Laser', '3 answers'])
    expect(words).toContain(one)
  expect(words).not.toContain('Taken back')
  expect(words).not.toContain('Secret')
  const [a, b] = people.map((one) => one.pseudonym) as [string, string]
  const lines = [
    [a, `${a},1,en,remark,Anything else?,"'=1+1, a ""quote"""\n`],
    [b, `${b},1,en,remark,Anything else?,"Two\nlines"\n`],
  ].sort(([one], [other]) => (one! < other! ? -1 : 1))
  const file = await coordinator.post(page, {}).expect(200)
  expect(file.headers['content-disposition']).toContain('small-own-words.csv')
  expect(file.text.replace(/^\ufeff/, '')).toBe(
    `respondent,study_version,language,variable,question,answer\n${lines.map(([, line]) => line).join('')}${a},1,en,tool_name,Which tool?,Laser\n`,
  )
})

test('reading writes nothing, a download is written into the log without the words', async () => {
  const { context, app } = givenWords()
  const coordinator = await givenBrowser(context, app, 'coordinator')
  const logged = `audit_event WHERE action = 'own words downloaded'`
  await coordinator.get(page)
  expect(count(context.db, logged)).toBe(0)
  await coordinator.post(page, {})
  expect(context.db.prepare(`SELECT detail FROM ${logged}`).pluck().all()).toEqual(['{"answers":3}'])
})

test('analysts, auditors and coordinators of one society neither see the way there nor the words', async () => {
  const { context, app } = givenWords()
  const people = [
    await givenBrowser(context, app, 'analyst'),
    await givenBrowser(context, app, 'auditor'),
    await givenBrowser(context, app, 'coordinator', 'alpha'),
  ]
  for (const person of people) {
    expect((await person.get('/studies/small/data')).text).not.toContain(page)
    await person.get(page).expect(403)
    await person.post(page, {}).expect(403)
  }
})
