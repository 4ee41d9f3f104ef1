import { load } from 'cheerio'
import { expect, test } from 'vitest'
import type { Response } from '../../db/queries/judgements.ts'
import { createApp } from '../../server/app.ts'
import { keptResult } from '../../server/findings/kept-results.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { closeStudy, requireStudy } from '../../server/studies/lifecycle.ts'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

type Answers = Record<string, Response>

/** The small study closed after these surgeons, and its result page. */
async function pageOf(surgeons: Answers[], change: (definition: Definition) => void = () => undefined) {
  const { context, clock } = givenContext()
  const definition = smallStudy()
  change(definition)
  givenLiveStudy(context, 'small', definition)
  surgeons.forEach((responses, index) => {
    givenRespondent(context, clock, {
      slug: 'small',
      email: `surgeon-${index}@example.org`,
      responses,
      answers: { is_surgeon: 'yes' },
    })
  })
  closeStudy(context, 'small', 'coordinator@example.org')
  const browser = await givenBrowser(context, createApp(context), 'owner')
  const answer = await browser.get('/studies/small/results')
  const quality = await browser.get('/studies/small/quality')
  const [finding] = keptResult(context, requireStudy(context, 'small')).findings
  return { answer, quality, finding: finding!, words: wordsOf(answer.text) }
}

const paired = (definition: Definition) => {
  definition.design = { kind: 'round_robin', repeats: 0 }
  definition.plan = { ...definition.plan, model: 'paired', estimator: 'ml' }
}
const three = (C01: Response, C02: Response, C03: Response): Answers => ({ C01, C02, C03 })

const cases: [string, string, Answers[], ((definition: Definition) => void)?][] = [
  ['nobody answered', 'empty', []],
  ['one surgeon', 'too-few-items', [three('more', 'equal', 'less')]],
  [
    'nobody ever said less',
    'unused-category',
    [three('more', 'equal', 'more'), three('equal', 'more', 'equal'), three('more', 'equal', 'equal')],
  ],
  [
    'everybody agreed on all but one comparator',
    'too-few-items',
    [three('more', 'less', 'equal'), three('more', 'less', 'more'), three('more', 'less', 'less')],
  ],
  ['everybody said they cannot', 'empty', [three('cannot', 'cannot', 'cannot')]],
  ['a paired plan, and nobody answered', 'empty', [], paired],
]

test.each(cases)(
  '%s: the page says why there is no number (%s), and what was answered',
  async (_, outcome, surgeons, change) => {
    const { answer, quality, finding, words } = await pageOf(surgeons, change)
    expect([answer.status, quality.status]).toEqual([200, 200])
    expect(finding.result.outcome).toBe(outcome)
    const $ = load(answer.text)
    expect($('.value')).toHaveLength(0)
    expect(words).toContain('No work RVU can be read off.')
    expect(words).toContain(finding.result.sentence)
    expect($('.answers tbody tr')).toHaveLength(3)
    for (const row of $('.answers tbody tr').toArray()) {
      const id = ['63047', '63030', '22612'].indexOf($(row).find('th').contents().first().text().trim())
      const said = (response: Response) =>
        surgeons.filter((responses) => Object.values(responses)[id] === response).length
      expect($(row).find('[data-label="more"]').text()).toBe(String(said('more')))
      expect($(row).find('[data-label="cannot"]').text()).toBe(String(said('cannot')))
    }
    for (const text of [answer.text, quality.text])
      expect(text).not.toMatch(/undefined|NaN|\[object|Infinity/)
  },
)

test('a comparator everybody agreed on is left off the line, and the page says which', async () => {
  const spread: Answers[] = (['less', 'equal', 'more'] as const).flatMap((first) =>
    (['less', 'equal', 'more'] as const).map((second) => three(first, second, 'more')),
  )
  const { words, finding } = await pageOf(spread)
  expect(finding.result.outcome).toBe('fit')
  expect(words).toContain(
    'Everybody gave the same answer to C03: without a finite measure it is left off the line.',
  )
  // Two comparators are too few for a line.
  expect(words).toContain('A line needs at least three comparators')
})

test('comparators that came out alike give no line, in words', async () => {
  const alike: Answers[] = (['less', 'equal', 'more', 'equal'] as const).map((one) => three(one, one, one))
  const { words } = await pageOf(alike)
  expect(words).toContain('All comparators have the same measure, so no line can be drawn.')
  expect(words).toContain('All comparators came out alike')
})

test('a plan from before that no model has is said, not replaced by another model', async () => {
  const { context } = givenContext()
  givenLiveStudy(context, 'small', smallStudy())
  // As an older version of the program published it.
  context.db.exec('DROP TRIGGER study_version_is_immutable')
  context.db.exec(
    `UPDATE study_version SET definition = json_set(definition, '$.plan.tieRule', 'half_points')`,
  )
  closeStudy(context, 'small', 'coordinator@example.org')
  const browser = await givenBrowser(context, createApp(context), 'owner')
  const words = wordsOf((await browser.get('/studies/small/results')).text)
  expect(words).toContain('half points, or leaving ties out, need the paired model')
})
