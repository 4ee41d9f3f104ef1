import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { type Expectations, expectationsOf } from '../../server/planning/expectations.ts'
import { foundSentences, foundWarnings } from '../../server/planning/found-text.ts'
import { planForm, toFields } from '../../server/planning/plan-form.ts'
import type { StudyPlan } from '../../server/planning/study-plan.ts'
import { usualPlan } from '../../server/planning/usual-plan.ts'
import { createDraft, findDraft } from '../../server/studies/drafts.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { type Browser, givenBrowser, wordsOf } from '../support/given-staff.ts'
import { patiently } from '../support/patiently.ts'
import { givenContext } from '../support/test-context.ts'

const template = requireTemplate('cpt-62380-2024')

/** A plan so small that many of them are simulated in no time. */
const small: StudyPlan = { ...usualPlan(template), surgeons: 30, comparators: 6, pairsPerSurgeon: 6 }

function given() {
  const { context } = givenContext()
  createDraft(context, 'endo', template, 'a@society.example')
  return { context, app: createApp(context) }
}

/** Waits until the job has led to its result. */
async function follow(browser: Browser, at: string): Promise<string> {
  if (!at.includes('/jobs/')) return at
  return patiently(async () => {
    const answer = await browser.get(at)
    expect(answer.status).toBe(303)
    return answer.headers.location!
  })
}

describe('a plan', () => {
  it('begins with what the definition says, and the published values for the rest', () => {
    const plan = usualPlan(template)
    expect(plan).toMatchObject({
      design: 'star',
      comparators: 11,
      pairsPerSurgeon: 11,
      constructs: 4,
      rSquared: 0.3,
    })
    expect(plan.meanWrvu).toBeCloseTo(18.2464, 4)
    expect(plan.expectedWrvu).toBe(plan.meanWrvu)
  })

  it('comes back from the form as it went in', () => {
    const read = planForm.parse(toFields(small))
    for (const [name, value] of Object.entries(small)) {
      const found = read[name as keyof StudyPlan]
      if (typeof value === 'number') expect(found).toBeCloseTo(value, 3)
      else expect(found).toBe(value)
    }
    expect(planForm.parse({ ...toFields(small), spread: '0,8' }).spread).toBe(0.8)
  })

  it('leads to an interval that narrows with surgeons and comparators, and is the same for a seed', () => {
    const reports: number[] = []
    const found = expectationsOf(small, (done) => reports.push(done)) as Expectations
    expect(found.bySurgeons.map(({ surgeons }) => surgeons)).toEqual([25, 30, 50, 100, 200, 400])
    const widths = found.bySurgeons.map(({ result }) => result!.width)
    expect(widths.at(-1)!).toBeLessThan(widths[0]!)
    // Seeds are shared by the sizes, so that little noise is left between them.
    for (const [n, width] of widths.slice(1).entries()) expect(width).toBeLessThan(1.03 * widths[n]!)
    expect(found.moreComparators!.result!.width).toBeLessThan(widths[1]!)
    expect(found.bySurgeons[1]!.result!.coverage).toBeGreaterThan(0.9)
    expect(reports).toHaveLength(7 * found.replications)
    expect(expectationsOf(small)).toEqual(found)
    expect(foundSentences(found)[0]).toMatch(
      /^With 30 surgeons, expect .* about \d+ wide: the value ± [\d.]+ wRVU\.$/,
    )
  })

  it('does not promise a narrower interval where more surgeons bring none', () => {
    const at = (surgeons: number, width: number) => ({
      surgeons,
      comparators: 11,
      result: { width, unanimous: 0 },
    })
    const sentences = (width: number) =>
      foundSentences({
        plan: { surgeons: 150, comparators: 11 },
        bySurgeons: [at(150, 33.2), at(400, width)],
        replications: 200,
      } as never)
    expect(sentences(32.9)[1]).toBe(
      'Even 400 surgeons would hardly make it narrower: what is left comes from the comparators.',
    )
    expect(sentences(27)[1]).toBe('400 surgeons would make it 27.')
  })

  it('warns of what surgeons cannot be asked for', () => {
    const many = { ...small, constructs: 9, otherMinutes: 10 }
    const found: Expectations = { plan: many, bySurgeons: [], moreComparators: undefined, replications: 0 }
    expect(foundWarnings(found)).toEqual([
      expect.stringContaining('judgements are more than the 48'),
      expect.stringContaining('minutes are more than the 12'),
      expect.stringContaining('no value could be read'),
    ])
  })
})

describe('the simulator', () => {
  it('shows what to expect, keeps the plan in the draft, and shows it to whoever may read', async () => {
    const { context, app } = given()
    const coordinator = await givenBrowser(context, app, 'coordinator')
    const started = await coordinator.post('/studies/endo/simulator', toFields(small))
    const result = await follow(coordinator, started.headers.location!)
    const page = await coordinator.get(result).expect(200)
    expect(wordsOf(page.text)).toContain('With 30 surgeons, expect the implied work RVU')
    const $ = load(page.text)
    const form = Object.fromEntries(
      $('form[action$="/keep"] [name]')
        .map((_, one) => [[$(one).attr('name')!, String($(one).val())]])
        .get(),
    ) as Record<string, string>
    const kept = await coordinator.post('/studies/endo/simulator/keep', {
      ...form,
      stoppingRule: 'At 30 surgeons.',
    })
    expect(kept.headers.location).toBe('/studies/endo/simulator?done=plan-kept')
    const draft = findDraft(context, context.queries.studies.findBySlug.get('endo')!)
    expect(draft.samplePlan).toMatchObject({
      surgeons: 30,
      assumptions: { spread: 0.6 },
      simulation: { seed: 1 },
    })
    expect(draft.plan!.stoppingRule).toBe('At 30 surgeons.')
    const analyst = await givenBrowser(context, app, 'analyst')
    const read = await analyst.get('/studies/endo/simulator').expect(200)
    expect(load(read.text)('form.plan').length).toBe(0)
    const stale = await coordinator.post('/studies/endo/simulator/keep', {
      ...form,
      stoppingRule: 'Another.',
    })
    expect([stale.status, wordsOf(stale.text)]).toEqual([422, expect.stringContaining('changed this page')])
  })

  it('says what to correct in its form, and keeps what was typed', async () => {
    const { context, app } = given()
    const owner = await givenBrowser(context, app, 'owner')
    const wrong = { ...toFields(small), pairsPerSurgeon: '7', tieRate: 'many' }
    const answer = await owner.post('/studies/endo/simulator', wrong).expect(422)
    expect(wordsOf(answer.text)).toContain('Enter a number from 1 to 95')
    expect(answer.text).toContain('value="many"')
    const pairs = await owner.post('/studies/endo/simulator', { ...wrong, tieRate: '30' }).expect(422)
    expect(wordsOf(pairs.text)).toContain('This design has 6 pairs')
    await owner.get('/studies/endo/simulator?surgeons=x').expect(422)
  })

  it('simulates nothing by looking', async () => {
    const { context, app } = given()
    const owner = await givenBrowser(context, app, 'owner')
    const query = new URLSearchParams(toFields(small))
    const { text } = await owner.get(`/studies/endo/simulator?${query}`).expect(200)
    expect(wordsOf(text)).not.toContain('What to expect')
    expect(context.jobs.byId.size).toBe(0)
  })
})
