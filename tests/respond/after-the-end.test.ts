import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildArchive } from '../../server/exports/build-archive.ts'
import { funnelOf } from '../../server/fieldwork/funnel.ts'
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
})

test("a form that cannot be read is answered in the language of the person's link", async () => {
  const { app, invite } = givenStudy()
  const me = surgeon(app, invite({ language: 'ko' }), { 'Accept-Language': 'en' })
  await me.reach('pairs/1')
  const answer = await me.post(me.at('pairs/1'), 'choice=equal&revision=0&more=1')
  expect(answer.status).toBe(400)
  expect(answer.html).toContain(wordsIn('ko').brokenFormHeading)
})
