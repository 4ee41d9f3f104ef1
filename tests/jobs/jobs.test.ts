import * as cheerio from 'cheerio'
import { describe, expect, test, vi } from 'vitest'
import { createApp } from '../../server/app.ts'
import { allJobsEnded, type JobOrder, jobPath, startJob, theProgram } from '../../server/jobs/jobs.ts'
import { runInProcess } from '../../server/jobs/run-in-process.ts'
import { runInWorker } from '../../server/jobs/run-in-worker.ts'
import { Refusal } from '../../server/refusal.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

/** A job whose end the test decides. */
function givenOrder(key = 'one', change: Partial<JobOrder> = {}) {
  let finish: (result: string) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const ended = new Promise<string>((resolve, reject) => {
    finish = resolve
    fail = reject
  })
  ended.catch(() => undefined)
  const run = vi.fn<JobOrder['run']>(() => ended)
  const order: JobOrder = {
    key,
    slug: 'small',
    title: 'Counting stones',
    details: 'All of them',
    by: 'owner@society.example',
    act: 'export',
    back: { href: '/studies/small/data', label: 'To the data' },
    run,
    ...change,
  }
  return { order, run, finish, fail }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

function givenSite() {
  const { context, clock } = givenContext()
  givenLiveStudy(context, 'small', smallStudy())
  return { context, clock, app: createApp(context) }
}

test('nobody fills the line with their own work; others, and what pages need, still get their turn', async () => {
  const { context } = givenSite()
  const orders = Array.from({ length: 12 }, (_, n) => givenOrder(`mine ${n}`))
  for (const { order } of orders.slice(0, 10)) startJob(context, order)
  expect(() => startJob(context, orders[10]!.order)).toThrow('10 pieces of work')
  expect(startJob(context, orders[3]!.order).key).toBe('mine 3')
  for (const by of ['analyst@society.example', theProgram])
    expect(startJob(context, givenOrder(`of ${by}`, { by }).order).state).toBe('waiting')
  await turn()
  orders[0]!.finish('/studies')
  await turn()
  expect(startJob(context, orders[11]!.order).state).toBe('waiting')
})

describe('a job', () => {
  test('shows its step and how much is counted, and leads to what it made once it is done', async () => {
    const { context, app } = givenSite()
    const { order, finish } = givenOrder()
    const { run } = order
    order.run = (report) => {
      report({ step: 'Counting the grey ones', done: 1200, total: 4800, unit: 'stones' })
      return run(report)
    }
    const analyst = await givenBrowser(context, app, 'analyst')
    const job = startJob(context, order)
    await turn()
    const page = await analyst.get(jobPath(job))
    expect(page.status).toBe(200)
    const $ = cheerio.load(page.text)
    expect($('h1').text()).toBe('Counting stones')
    expect($('[role=status]').text()).toBe('Counting the grey ones')
    expect($('progress').attr()).toMatchObject({ value: '1200', max: '4800' })
    expect(wordsOf(page.text)).toContain('1,200 of 4,800 stones')
    expect(wordsOf(page.text)).toContain('You may leave this page')
    expect(page.text).toContain('<noscript><meta http-equiv="refresh" content="3"></noscript>')
    finish('/studies/small/data')
    await allJobsEnded(context)
    const after = await analyst.get(jobPath(job))
    expect(after.status).toBe(303)
    expect(after.headers.location).toBe('/studies/small/data')
  })

  test('is joined by whoever asks for the same, until it has ended', async () => {
    const { context } = givenSite()
    const one = givenOrder()
    const again = givenOrder()
    const first = startJob(context, one.order)
    expect(startJob(context, again.order)).toBe(first)
    one.finish('/')
    await allJobsEnded(context)
    expect(again.run).not.toHaveBeenCalled()
    again.finish('/')
    expect(startJob(context, again.order)).not.toBe(first)
    await allJobsEnded(context)
    expect(again.run).toHaveBeenCalledOnce()
  })

  test('waits for another of the same study, and for no other study', async () => {
    const { context } = givenSite()
    const [one, two, other] = [givenOrder('one'), givenOrder('two'), givenOrder('other', { slug: 'large' })]
    for (const { order } of [one, two, other]) startJob(context, order)
    await turn()
    expect(one.run).toHaveBeenCalledOnce()
    expect(other.run).toHaveBeenCalledOnce()
    expect(two.run).not.toHaveBeenCalled()
    one.finish('/')
    await turn()
    expect(two.run).toHaveBeenCalledOnce()
    two.finish('/')
    other.finish('/')
    await allJobsEnded(context)
  })

  test('that is refused says why on its page, without refreshing any more', async () => {
    const { context, app } = givenSite()
    const owner = await givenBrowser(context, app, 'owner')
    const { order, fail } = givenOrder()
    const job = startJob(context, order)
    fail(new Refusal('conflict', 'The disk is full.'))
    await allJobsEnded(context)
    const page = await owner.get(jobPath(job))
    const $ = cheerio.load(page.text)
    expect($('h1').text()).toBe('Counting stones did not succeed')
    expect($('main').text()).toContain('The disk is full.')
    expect($('[data-job], noscript, script')).toHaveLength(0)
  })

  test('that fails by our fault is logged, and shows no words of the machine', async () => {
    const { context, app } = givenSite()
    const log = vi.spyOn(context.log, 'error').mockImplementation(() => undefined)
    const owner = await givenBrowser(context, app, 'owner')
    const { order, fail } = givenOrder()
    const job = startJob(context, order)
    fail(new TypeError('x is not a function'))
    await allJobsEnded(context)
    const page = await owner.get(jobPath(job))
    expect(page.text).toContain('This was our fault, not yours.')
    expect(page.text).not.toContain('not a function')
    expect(log).toHaveBeenCalledOnce()
  })

  test('is shown only to those whose role includes the act', async () => {
    const { context, app } = givenSite()
    const { order, finish } = givenOrder()
    const job = startJob(context, order)
    expect((await (await givenBrowser(context, app, 'auditor')).get(jobPath(job))).status).toBe(403)
    expect((await (await givenBrowser(context, app)).get(jobPath(job))).headers.location).toMatch(
      /^\/sign-in/,
    )
    finish('/')
    await allJobsEnded(context)
  })

  test('of a process that ended is honestly forgotten; an address that never was is not found', async () => {
    const { context, app } = givenSite()
    const owner = await givenBrowser(context, app, 'owner')
    const gone = await owner.get('/studies/small/jobs/0123456789abcdef')
    expect(gone.status).toBe(410)
    expect(wordsOf(gone.text)).toContain('The program was restarted since it was asked for')
    expect((await owner.get('/studies/small/jobs/1')).status).toBe(404)
    expect((await owner.get('/jobs/0123456789abcdef')).status).toBe(410)
  })

  test('is forgotten a day after it ended', async () => {
    const { context, clock, app } = givenSite()
    const owner = await givenBrowser(context, app, 'owner')
    const { order, fail } = givenOrder()
    const job = startJob(context, order)
    fail(new Refusal('conflict', 'No.'))
    await allJobsEnded(context)
    clock.now += 86_400_001
    const next = givenOrder('next')
    next.finish('/')
    startJob(context, next.order)
    await allJobsEnded(context)
    clock.now -= 86_400_001
    expect((await owner.get(jobPath(job))).status).toBe(410)
  })
})

describe('work in a thread of its own', () => {
  const worker = (name: string) => new URL(`./${name}.ts`, import.meta.url)

  test('tells how far it is and answers', async () => {
    const report = vi.fn()
    await expect(runInWorker(worker('counting-worker'), { to: 3 }, { report })).resolves.toBe(6)
    expect(report.mock.calls.map(([progress]) => progress.done)).toEqual([1, 2, 3])
  })

  test('refuses here what it refused there', async () => {
    const refused = runInWorker(worker('counting-worker'), { to: -1 })
    await expect(refused).rejects.toThrow('Only upwards.')
    await expect(refused).rejects.toBeInstanceOf(Refusal)
  })

  test('that is ended from outside, or needs more memory than it may, is a fault and no silence', async () => {
    await expect(runInWorker(worker('counting-worker'), { to: 0 })).rejects.toThrow('without a result')
    const resourceLimits = { maxOldGenerationSizeMb: 8 }
    await expect(
      runInWorker(worker('counting-worker'), { to: Infinity }, { resourceLimits }),
    ).rejects.toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' })
  })
})

describe('work in a process of its own', () => {
  const run = (order: unknown, report = vi.fn()) =>
    runInProcess(new URL('./counting-process.ts', import.meta.url), order, {
      report,
      flags: ['--max-old-space-size=32'],
    })

  test('tells how far it is and answers', async () => {
    const report = vi.fn()
    await expect(run({ to: 3 }, report)).resolves.toBe(6)
    expect(report.mock.calls.map(([progress]) => progress.done)).toEqual([1, 2, 3])
  })

  test('refuses here what it refused there, and a fault keeps its words', async () => {
    await expect(run({ to: -1 })).rejects.toBeInstanceOf(Refusal)
    await expect(run({ to: -1 })).rejects.toThrow('Only upwards.')
    await expect(run({ to: -2 })).rejects.toThrow('A fault of ours')
    await expect(run({ to: -2 })).rejects.not.toBeInstanceOf(Refusal)
  })

  test('that ends without a word is a fault; one that is killed says so in words for a person', async () => {
    await expect(run({ to: 0 })).rejects.toThrow('without a result')
    const killed = run(
      { to: 1e9 },
      vi.fn(({ done }) => process.kill(done, 'SIGKILL')),
    )
    await expect(killed).rejects.toBeInstanceOf(Refusal)
    await expect(killed).rejects.toThrow(/^The program that did this work was ended from outside/)
  })

  test('that needs more memory than it may ends alone, and says so', async () => {
    await expect(run({ to: Infinity })).rejects.toThrow('no memory left')
  })

  test.runIf(process.platform === 'linux')('gives way with every thread it has', async () => {
    const nices = (await run({ threads: true })) as number[]
    expect(nices.length).toBeGreaterThan(1)
    expect(new Set(nices)).toEqual(new Set([19]))
  })
})
