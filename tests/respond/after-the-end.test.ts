import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildArchive } from '../../server/exports/build-archive.ts'
import { funnelOf } from '../../server/fieldwork/funnel.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { pauseStudy } from '../../server/studies/study-transitions.ts'
import { wordsIn } from '../../server/words/index.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'

function totals(study: ReturnType<typeof givenStudy>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { stage, n } of funnelOf(study.context, study.studyId)) counts[stage] = (counts[stage] ?? 0) + n
  return counts
}

test('who turns out not eligible after finishing is neither completed nor analysed, and is named with the reason', async () => {
  const study = givenStudy()
  const me = surgeon(study.app, study.invite())
  const other = surgeon(study.app, study.invite())
  await me.reach('done')
  await other.reach('done')
  expect(totals(study)).toMatchObject({ eligible: 2, completed: 2, analysed: 2 })
  const answer = await me.answer(me.at('experience'), { q_is_spine_surgeon: 'no' })
  expect(answer.location).toBe(me.at('not-eligible'))
  expect(totals(study)).toMatchObject({
    started: 2,
    consented: 2,
    eligible: 1,
    judged: 1,
    completed: 1,
    analysed: 1,
  })

  const folder = mkdtempSync(join(tmpdir(), 'comparand-test-'))
  try {
    const request = { slug: 'endo', mode: 'live', flavour: 'script' } as const
    buildArchive(study.context, { ...request, include: 'completed' }, join(folder, 'completed'))
    expect(
      readFileSync(join(folder, 'completed/wide/work_effort.csv'), 'utf8').trim().split('\n'),
    ).toHaveLength(2)
    buildArchive(study.context, { ...request, include: 'started' }, join(folder, 'started'))
    expect(readFileSync(join(folder, 'started/exclusions.csv'), 'utf8')).toContain(
      ',not eligible,respondent,',
    )
    expect(readFileSync(join(folder, 'started/judgements.csv'), 'utf8').trim().split('\n')).toHaveLength(
      1 + 46,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a page open for a second was not looked at for an hour, whatever the form says', async () => {
  const { app, invite, context, clock } = givenStudy()
  const me = surgeon(app, invite())
  await me.reach('pairs/1')
  const opened = clock.now
  clock.now += 1000
  await me.post(me.at('pairs/1'), {
    choice: 'equal',
    revision: '0',
    opened: String(opened),
    active_ms: '3600000',
  })
  expect(context.db.prepare('SELECT active_ms FROM judgement').pluck().get()).toBe(1000)
  // Nor since before its surgeon began.
  clock.now += 60_000
  await me.post(me.at('pairs/2'), { choice: 'equal', revision: '0', opened: '0', active_ms: '999999999' })
  const longest = context.db.prepare('SELECT max(active_ms) FROM judgement').pluck().get()
  expect(longest).toBe(61_000)
})

test("a form that cannot be read is answered in the language of the person's link", async () => {
  const { app, invite } = givenStudy()
  const me = surgeon(app, invite({ language: 'ko' }), { 'Accept-Language': 'en' })
  await me.reach('pairs/1')
  const answer = await me.post(me.at('pairs/1'), 'choice=equal&revision=0&more=1')
  expect(answer.status).toBe(400)
  expect(answer.html).toContain(wordsIn('ko').brokenFormHeading)
})

test('after closing, nobody whose answers do not count is told that they do', async () => {
  const { app, invite, context } = givenStudy()
  const words = wordsIn('en')
  const links = [invite(), invite(), invite()]
  const [withdrew, refused, finished] = links.map((link) => surgeon(app, link))
  await withdrew!.reach('done')
  await withdrew!.post(withdrew!.at('withdraw'), '')
  await refused!.reach('consent')
  await refused!.answer(refused!.at('consent'), { consent: 'refused' })
  await finished!.reach('done')
  closeStudy(context, 'endo', 'coordinator')
  for (const [me, link, text] of [
    [withdrew, links[0], words.closedText],
    [refused, links[1], words.closedText],
    [finished, links[2], words.closedFinishedText],
  ] as const) {
    const page = await me!.get(link!)
    expect(page.status).toBe(410)
    expect(page.html).toContain(text)
  }
})

test('while the study is paused, who finished still sees the reference and may withdraw', async () => {
  const { app, invite, context } = givenStudy()
  const link = invite()
  const me = surgeon(app, link)
  await me.reach('done')
  pauseStudy(context, 'endo', 'coordinator')
  expect((await me.get(link)).location).toBe(me.at('done'))
  expect((await me.get(me.at('done'))).html).toContain(
    context.queries.respondents.findByInvitation.get(1)!.pseudonym,
  )
  expect((await me.get(me.at('pairs/1'))).status).toBe(403)
  expect((await me.post(me.at('withdraw'), '')).location).toBe(me.at('withdrawn'))
})

test('a link says what its owner told us: refused, declined, and how to change it', async () => {
  const { app, invite } = givenStudy()
  const [refusing, declining] = [invite(), invite()]
  const refused = surgeon(app, refusing)
  await refused.reach('consent')
  await refused.answer(refused.at('consent'), { consent: 'refused' })
  expect((await refused.get(refusing)).location).toBe(refused.at('refused'))
  const declined = surgeon(app, declining)
  await declined.post(declined.at('decline'), '')
  const to = (await declined.get(declining)).location!
  expect(to).toContain('/declined')
  const page = await declined.get(to)
  const again = /href="([^"]*again=1[^"]*)"/.exec(page.html)![1]!.replaceAll('&amp;', '&')
  expect((await declined.get(again)).html).toContain(wordsIn('en').start)
})

test('the review shows each pair once: a repeat is asked twice on purpose', async () => {
  const { app, invite } = givenStudy()
  const me = surgeon(app, invite())
  await me.reach('review')
  const page = await me.get(me.at('review'))
  expect(page.html.match(/id="pair-\d+"/g)).toHaveLength(44)
})

test('the error summary says which question each message is about', async () => {
  const { app, invite, definition } = givenStudy()
  const me = surgeon(app, invite())
  await me.reach('disclosure')
  const page = await me.post(me.at('disclosure'), '')
  expect(page.status).toBe(422)
  const first = definition.questions.find((question) => question.page === 'disclosure' && question.required)!
  const summary = page.html.slice(page.html.indexOf('class="problem"'), page.html.indexOf('<h1>'))
  expect(summary).toContain(`${first.text.en} ${wordsIn('en').chooseAnAnswer}`)
})
