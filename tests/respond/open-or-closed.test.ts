import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { linkUrl } from '../../server/fieldwork/links.ts'
import { closeStudy, createStudy, openTesting } from '../../server/studies/lifecycle.ts'
import { pauseStudy, resumeStudy } from '../../server/studies/study-transitions.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { type Words, wordsIn } from '../../server/words/index.ts'
import { languages } from '../../server/words/languages.ts'
import { dump } from '../support/dump.ts'
import { type GivenStudy, givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { mainForm, walkSurvey } from '../support/walk-survey.ts'

const who = 'coordinator@society.example'

/** What each trouble says, and by which status. */
const troubles: [
  trouble: string,
  status: number,
  heading: keyof Words,
  text: keyof Words,
  cause: (given: GivenStudy) => void,
][] = [
  [
    'revoked',
    410,
    'revokedLinkHeading',
    'revokedLinkText',
    ({ context, clock }) => context.queries.invitations.setRevoked.run(clock.now, 1),
  ],
  [
    'replaced by the next generation',
    410,
    'revokedLinkHeading',
    'revokedLinkText',
    ({ context }) => context.queries.invitations.replaceLink.run(1),
  ],
  ['paused', 403, 'pausedHeading', 'notOpenText', ({ context }) => pauseStudy(context, 'endo', who)],
  ['closed', 410, 'closedHeading', 'closedText', ({ context }) => closeStudy(context, 'endo', who)],
  [
    'closed by time',
    410,
    'closedHeading',
    'closedText',
    ({ context, clock, studyId }) => {
      context.queries.studies.setCloseTime.run(clock.now + 1000, 'Asia/Seoul', studyId)
      clock.now += 1000
    },
  ],
]

describe.each(languages)('a link that does not lead on says why in %s', (language) => {
  const words = wordsIn(language)

  test.each(troubles)('%s', async (_trouble, status, heading, text, cause) => {
    const given = givenStudy()
    const link = given.invite({ language })
    cause(given)
    const before = dump(given.context.db)
    for (const answer of [
      await surgeon(given.app, link).get(link),
      await surgeon(given.app, link).post(`${link}/start`, ''),
      await surgeon(given.app, link).post(`${link}/decline`, ''),
      await surgeon(given.app, link).post(`${link}/pairs/1`, 'choice=equal&revision=0'),
    ]) {
      expect(answer.status).toBe(status)
      const $ = cheerio.load(answer.html)
      expect($('html').attr('lang')).toBe(language)
      expect($('h1').text()).toBe(words[heading])
      expect($('main').text()).toContain(words[text])
      expect($('.society').text()).toContain('ISASS')
      expect($('.bottom a').text()).toBe(given.definition.contact.email)
    }
    expect(dump(given.context.db)).toEqual(before)
  })

  test.each(troubles)(
    '%s: and the page can be read in each language',
    async (...[, status, heading, , cause]) => {
      const given = givenStudy()
      const link = given.invite({ language })
      cause(given)
      const $ = cheerio.load((await surgeon(given.app, link).get(link)).html)
      const other = $('.languages a')
        .toArray()
        .map((one) => $(one).attr('href')!)
      expect(other).toHaveLength(languages.length - 1)
      for (const href of other) {
        const answer = await surgeon(given.app, link).get(href)
        const asked = href.slice(-2) as typeof language
        expect(answer.status).toBe(status)
        expect(cheerio.load(answer.html)('h1').text()).toBe(wordsIn(asked)[heading])
      }
    },
  )

  test('an unknown link, and a mistyped one, by the language of the browser', async () => {
    const { app, invite } = givenStudy()
    const link = invite()
    const me = surgeon(app, link, { 'Accept-Language': `${language}, en;q=0.5` })
    const mistyped = link.slice(0, -1) + (link.endsWith('a') ? 'b' : 'a')
    for (const path of ['/r/nothing', mistyped, link.slice(0, -1), `${mistyped}/pairs/1`]) {
      const answer = await me.get(path)
      expect(answer.status).toBe(404)
      expect(answer.html).toContain(words.unknownLinkHeading)
    }
  })

  test('a study that is not open yet', async () => {
    const { context, app } = givenStudy()
    const study = createStudy(context, 'later', requireTemplate('cpt-62380-2024'), who)
    const { lastInsertRowid } = context.queries.invitations.insert.run(
      study.id,
      'member',
      'a@b.example',
      '',
      language,
      'isass',
      1,
      1,
    )
    const path = linkUrl(context, { id: Number(lastInsertRowid), generation: 1 }).slice(
      'http://survey.test'.length,
    )
    const answer = await surgeon(app, path).get(path)
    expect(answer.status).toBe(403)
    expect(answer.html).toContain(words.notOpenHeading)
    expect((await surgeon(app, path).post(`${path}/start`, '')).status).toBe(403)
  })
})

test('a link in capitals, as some mail programs make it, opens the same survey', async () => {
  const { app, invite } = givenStudy()
  const link = invite()
  expect((await surgeon(app, link).get(`/r/${link.slice(3).toUpperCase()}`)).status).toBe(200)
})

describe('nothing changes after closing', () => {
  async function halfway() {
    const given = givenStudy()
    const link = given.invite()
    const me = surgeon(given.app, link)
    const path = await me.reach('pairs/3')
    const form = mainForm((await me.get(path)).html)!
    form.fields.set('choice', 'equal')
    const everything = async () => {
      const answers = [await me.post(path, form.fields.toString())]
      for (const step of [
        'pairs/1',
        'consent',
        'disclosure',
        'practice',
        'about',
        'finish',
        'withdraw',
        'start',
        'decline',
      ])
        answers.push(await me.post(me.at(step), step.startsWith('pairs') ? 'choice=cannot&revision=1' : ''))
      answers.push(await me.post(me.at('language'), 'language=es'))
      return answers.map((one) => one.status)
    }
    return { ...given, me, link, everything, path, form }
  }

  test('by an explicit act', async () => {
    const { context, everything, me, link } = await halfway()
    closeStudy(context, 'endo', who)
    const before = dump(context.db)
    expect(new Set(await everything())).toEqual(new Set([410]))
    expect(dump(context.db)).toEqual(before)
    expect((await me.get(link)).html).toContain(wordsIn('en').closedPartialText)
  })

  test('by the closing time, stated in a named zone, to the second', async () => {
    const { context, everything, clock, me, path, form, studyId } = await halfway()
    // 30 June 2026, 23:59:59 in Madrid, summer time
    const closesAt = Date.UTC(2026, 5, 30, 21, 59, 59)
    context.queries.studies.setCloseTime.run(closesAt, 'Europe/Madrid', studyId)
    const welcome = await me.get(me.at('').slice(0, -1))
    expect(welcome.html).toContain('30 June 2026 at 23:59 (Europe/Madrid)')
    clock.now = closesAt - 1
    expect((await me.post(path, form.fields.toString())).status).toBe(303)
    clock.now = closesAt
    const before = dump(context.db)
    expect(new Set(await everything())).toEqual(new Set([410]))
    expect(dump(context.db)).toEqual(before)
  })

  test('for who finished, and the page says that the answers count', async () => {
    const { app, invite, context } = givenStudy()
    const link = invite()
    const me = surgeon(app, link)
    await walkSurvey(me.ask, link)
    closeStudy(context, 'endo', who)
    const before = dump(context.db)
    expect((await me.get(link)).html).toContain(wordsIn('en').closedFinishedText)
    expect((await me.post(me.at('pairs/1'), 'choice=cannot&revision=1')).status).toBe(410)
    expect((await me.post(me.at('withdraw'), '')).status).toBe(410)
    expect(dump(context.db)).toEqual(before)
  })
})

describe.each(languages)('who has answered reads what becomes of the answers, in %s', (language) => {
  const words = wordsIn(language)

  test('while the study is paused, and after it has closed, with the reference to withdraw by', async () => {
    const { app, invite, context } = givenStudy()
    const [partly, wholly] = [surgeon(app, invite({ language })), surgeon(app, invite({ language }))]
    await partly.reach('pairs/3')
    await walkSurvey(wholly.ask, wholly.at('').slice(0, -1))
    const references = context.db.prepare<[], string>('SELECT pseudonym FROM respondent ORDER BY id').pluck()
    const [one, two] = references.all()
    pauseStudy(context, 'endo', who)
    expect((await partly.get(partly.at('pairs/3'))).html).toContain(words.pausedText)
    resumeStudy(context, 'endo', who)
    closeStudy(context, 'endo', who)
    const half = (await partly.get(partly.at('pairs/3'))).html
    expect(half).toContain(words.closedPartialText)
    expect(half).toContain(words.withdrawByMail(one!))
    const whole = (await wholly.get(wholly.at('done'))).html
    expect(whole).toContain(words.closedFinishedText)
    expect(whole).toContain(words.withdrawByMail(two!))
    const stranger = surgeon(app, invite({ language }))
    expect((await stranger.get(stranger.at('pairs/3'))).html).not.toContain(one)
  })
})

test('while a study is paused nothing is stored, and after it one goes on at the same place', async () => {
  const { app, invite, context } = givenStudy()
  const link = invite()
  const me = surgeon(app, link)
  const path = await me.reach('pairs/4')
  const form = mainForm((await me.get(path)).html)!
  form.fields.set('choice', 'equal')
  pauseStudy(context, 'endo', who)
  const before = dump(context.db)
  expect((await me.post(path, form.fields.toString())).status).toBe(403)
  expect(dump(context.db)).toEqual(before)
  resumeStudy(context, 'endo', who)
  expect((await me.post(path, form.fields.toString())).location).toBe(me.at('pairs/5'))
})

test('revoking one link leaves the others and the answers given', async () => {
  const { app, invite, context, clock } = givenStudy()
  const [one, two] = [invite(), invite()]
  await surgeon(app, one).reach('pairs/3')
  context.queries.invitations.setRevoked.run(clock.now, 1)
  expect((await surgeon(app, one).get(one)).status).toBe(410)
  expect((await surgeon(app, two).get(two)).status).toBe(200)
  expect(context.db.prepare('SELECT count(*) FROM judgement').pluck().get()).toBe(2)
})

test('a link of the next generation opens the same answers', async () => {
  const { app, invite, context } = givenStudy()
  const link = invite()
  await surgeon(app, link).reach('pairs/3')
  context.queries.invitations.replaceLink.run(1)
  const fresh = linkUrl(context, { id: 1, generation: 2 }).slice('http://survey.test'.length)
  expect((await surgeon(app, fresh).get(fresh)).html).toContain('2 of 46 done')
})

describe('a test link', () => {
  test('works before the study opens, says so on every page, and marks its answers', async () => {
    const { context, app } = givenStudy()
    const study = createStudy(context, 'later', requireTemplate('cpt-62380-2024'), who)
    openTesting(context, 'later', who)
    const { lastInsertRowid } = context.queries.invitations.insert.run(
      study.id,
      'test',
      null,
      '',
      'en',
      'isass',
      1,
      1,
    )
    const path = linkUrl(context, { id: Number(lastInsertRowid), generation: 1 }).slice(
      'http://survey.test'.length,
    )
    const me = surgeon(app, path)
    const notices: boolean[] = []
    await walkSurvey(async (method, to, body) => {
      const answer = await me.ask(method, to, body)
      if (answer.status === 200) notices.push(answer.html.includes(wordsIn('en').testNotice))
      return answer
    }, path)
    expect(notices.length).toBeGreaterThan(55)
    expect(notices.every(Boolean)).toBe(true)
    expect(context.db.prepare('SELECT DISTINCT mode FROM respondent').pluck().all()).toEqual(['test'])
  })

  test('no page of a real link says that it is a test', async () => {
    const { app, invite } = givenStudy()
    const link = invite()
    expect((await surgeon(app, link).get(link)).html).not.toContain('This is a test')
  })
})
