import { load } from 'cheerio'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordDifference } from '../../server/studio/word-difference.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { formOf } from './support.ts'

async function givenLive() {
  const study = givenStudy('cpt-0202t-2024')
  const browser = await givenBrowser(study.context, study.app, 'coordinator')
  const form = formOf((await browser.get('/studies/endo/wording').expect(200)).text)
  return { ...study, browser, form: form as Record<string, string> }
}

const question = 'constructs.0.question.en'

describe('a typing error in a live study', () => {
  it('is shown word by word, then becomes a minor version with its reason; who began keeps theirs', async () => {
    const { browser, form, context, studyId, app, invite } = await givenLive()
    const early = surgeon(app, invite())
    await early.reach('blocks/1')
    const typed = { ...form, [question]: form[question]!.replace('complex', 'difficult') }
    const look = await browser.post('/studies/endo/wording', { ...typed, act: 'look' }).expect(200)
    expect(wordsOf(look.text)).toContain('[gone: complex ][new: difficult ]')
    expect(context.queries.studies.findNewestVersion.get(studyId)!.minor).toBe(0)
    const confirm = formOf(look.text) as Record<string, string>
    expect(Object.keys(confirm).sort()).toEqual([question, 'language', 'reason', 'version'].sort())
    const silent = await browser.post('/studies/endo/wording', { ...confirm, act: 'save' })
    expect(silent.status).toBe(422)
    const saved = await browser.post('/studies/endo/wording', {
      ...confirm,
      reason: 'A wrong word',
      act: 'save',
    })
    expect(saved.headers.location).toBe('/studies/endo?done=reworded')
    const version = context.queries.studies.findNewestVersion.get(studyId)!
    expect(version).toMatchObject({ number: 1, minor: 1 })
    expect(wordsOf((await browser.get('/studies/endo')).text)).toContain('1.1 A wrong word')
    const late = surgeon(app, invite())
    expect((await late.get(await late.reach('pairs/1'))).html).toContain('difficult')
    expect((await early.get(await early.reach('pairs/1'))).html).not.toContain('difficult')
    const again = await browser.post('/studies/endo/wording', { ...confirm, reason: 'Twice', act: 'save' })
    expect(again.status).toBe(422)
  })

  it.each([
    ['many other words', { [question]: 'Something else is asked here now, in quite other words?' }],
    ['a text taken away', { [question]: '' }],
    ['no difference', {}],
  ])('is refused when it is more, or nothing: %s', async (_, change) => {
    const { browser, form, context, studyId } = await givenLive()
    const answer = await browser.post('/studies/endo/wording', { ...form, ...change, act: 'look' })
    expect(answer.status).toBe(422)
    expect(load(answer.text)(`[name="${question}"]`).val()).toBe({ ...form, ...change }[question])
    expect(context.queries.studies.findNewestVersion.get(studyId)!.minor).toBe(0)
  })

  it.each(['comparators.0.wrvuYear.en', 'design.kind', 'targets.0.variant.en', '__proto__.x'])(
    'never touches anything but a text: %s',
    async (path) => {
      const { browser, form } = await givenLive()
      const answer = await browser.post('/studies/endo/wording', {
        ...form,
        [path]: '1',
        act: 'save',
        reason: 'x',
      })
      expect(answer.status).toBe(422)
      expect(wordsOf(answer.text)).toContain('close it, copy the study')
    },
  )

  it('is corrected in live studies only', async () => {
    const { browser, context } = await givenLive()
    await browser.post('/studies/endo/close').expect(303)
    await browser.get('/studies/endo/wording').expect(409)
    expect(context.queries.studies.findBySlug.get('endo')!.state).toBe('closed')
  })
})

describe('a difference word by word', () => {
  const text = fc
    .array(fc.constantFrom('the', 'a', 'surgeon', 'work', 'is', ' ', '\n', '"more"'), { maxLength: 30 })
    .map((words) => words.join(' '))

  it('has the old text without what is new, and the new one without what is gone', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = wordDifference(before, after)
        const join = (not: string) =>
          runs
            .filter(({ kind }) => kind !== not)
            .map((run) => run.text)
            .join('')
        expect(join('new')).toBe(before)
        expect(join('gone')).toBe(after)
      }),
    )
  })

  it('says nothing of equal texts', () => {
    fc.assert(
      fc.property(text, (same) => {
        expect(wordDifference(same, same).every(({ kind }) => kind === 'same')).toBe(true)
      }),
    )
  })
})
