import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { count } from '../support/dump.ts'
import { surgeon } from '../support/surgeon.ts'
import { type GivenSite, givenSite, openBrowser, openPage } from './given-site.ts'

let browser: Browser
let site: GivenSite
const opened: { close: () => Promise<void> }[] = []
beforeAll(async () => {
  browser = await openBrowser(['--host-resolver-rules=MAP survey.test 127.0.0.1'])
  site = await givenSite()
})
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** A browser at a pair's page. */
async function atPair(seq = 1, options: Parameters<typeof openPage>[2] = {}, at = site): Promise<Page> {
  const { page, context } = await openPage(browser, at, options)
  opened.push(context)
  await page.goto(at.origin + (await surgeon(at.app, at.invite()).reach(`pairs/${seq}`)))
  return page
}
const judgements = (at = site) => count(at.context.db, 'judgement')
const chosen = (page: Page) => page.locator('input[name=choice]:checked').getAttribute('data-key')
const seqOf = (page: Page) => Number(/pairs\/(\d+)$/.exec(page.url())?.[1])

describe('the first visit', () => {
  test('needs at most 4 requests and 15 kB on the line, all from the site itself', async () => {
    const { page, context, elsewhere } = await openPage(browser, site)
    opened.push(context)
    const sizes: [string, number][] = []
    page.on('response', async (response) => {
      const { responseBodySize, responseHeadersSize } = await response.request().sizes()
      sizes.push([response.url(), responseBodySize + responseHeadersSize])
    })
    await page.goto(site.url(), { waitUntil: 'networkidle' })
    expect(sizes.length, JSON.stringify(sizes)).toBeLessThanOrEqual(4)
    expect(sizes.reduce((sum, [, size]) => sum + size, 0)).toBeLessThanOrEqual(15_000)
    expect(elsewhere).toEqual([])
  })

  test('keeps style and script for the pages after it', async () => {
    const page = await atPair()
    const before = site.asked.length
    await page.keyboard.press('2')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    const again = site.asked.slice(before)
    expect(again.filter((path) => path.startsWith('/r/'))).toHaveLength(2)
    expect(again.filter((path) => /\.(css|js)$/.test(path))).toEqual([])
  })
})

describe('keys', () => {
  test('1, 2, 3 and 0 choose, nothing is sent before Enter', async () => {
    const page = await atPair()
    const before = judgements()
    for (const key of ['1', '2', '3', '0']) {
      await page.keyboard.press(key)
      expect(await chosen(page)).toBe(key)
    }
    expect(judgements()).toBe(before)
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    expect(seqOf(page)).toBe(2)
    expect(judgements()).toBe(before + 1)
  })

  test('arrows choose among the answers as in any list of radio buttons, and send nothing', async () => {
    const page = await atPair()
    await page.keyboard.press('1')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await chosen(page)).toBe('3')
    expect(seqOf(page)).toBe(1)
  })

  test('can be switched off where it says so, and stay off on the next page and the next visit', async () => {
    const page = await atPair(1, { viewport: { width: 1280, height: 800 } })
    const line = page.locator('.keys')
    expect(await line.textContent()).toContain('Keys 1, 2, 3 and 0 choose an answer')
    await line.getByRole('button').click()
    expect(await line.textContent()).toContain('Keys are off')
    await page.keyboard.press('1')
    expect(await page.locator('input[name=choice]:checked').count()).toBe(0)
    await page.locator('label[for=choice-2]').click()
    await Promise.all([page.waitForNavigation(), page.locator('.actions .button').click()])
    await page.keyboard.press('1')
    expect(await page.locator('input[name=choice]:checked').count()).toBe(0)
    await page.reload()
    expect(await line.textContent()).toContain('Keys are off')
    await line.getByRole('button').click()
    await page.keyboard.press('1')
    expect(await chosen(page)).toBe('1')
  })

  test('pressed together with Ctrl or Alt belong to the browser', async () => {
    const page = await atPair()
    await page.keyboard.press('Alt+2')
    expect(await page.locator('input[name=choice]:checked').count()).toBe(0)
  })
})

test('Enter sends the form, it does not change the language, with and without JavaScript', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await atPair(1, { javaScriptEnabled })
    await page.locator('#choice-2').focus()
    await page.keyboard.press('Space')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    expect(seqOf(page)).toBe(2)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  }
})

test('a double click on the button sends one form', async () => {
  const page = await atPair()
  const before = judgements()
  let posts = 0
  page.on('request', (request) => {
    if (request.method() === 'POST') posts += 1
  })
  // The answer takes its time, or the second press could fall on the next page.
  let release: () => void = () => undefined
  const pressed = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/pairs/1', async (route) => {
    await pressed
    await route.continue()
  })
  await page.keyboard.press('2')
  await page.locator('.actions .button').dblclick({ noWaitAfter: true })
  release()
  await page.waitForURL(/pairs\/2$/)
  expect(posts).toBe(1)
  expect(judgements()).toBe(before + 1)
})

test('offline nothing is sent: the page says so, keeps the choice, and sends it when the connection is back', async () => {
  const page = await atPair()
  await page.keyboard.press('3')
  await page.context().setOffline(true)
  await page.locator('.actions .button').click()
  expect(await page.locator('.notice[role=alert]').textContent()).toContain('offline')
  await page.locator('.actions .button').click()
  expect(await page.locator('.notice[role=alert]').count()).toBe(1)
  expect([seqOf(page), await chosen(page)]).toEqual([1, '3'])
  await page.context().setOffline(false)
  await page.waitForSelector('.notice[role=alert]', { state: 'detached' })
  await Promise.all([page.waitForNavigation(), page.locator('.actions .button').click()])
  expect(seqOf(page)).toBe(2)
})

test('a key pressed on a telephone shows where keys are turned off; without a script no key is promised', async () => {
  const telephone = await atPair(1, { isMobile: true, hasTouch: true })
  await telephone.keyboard.press('2')
  expect(await telephone.locator('.keys').isVisible()).toBe(true)
  const bare = await atPair(1, { javaScriptEnabled: false, viewport: { width: 1280, height: 800 } })
  expect(await bare.locator('kbd').first().isVisible()).toBe(false)
})

test('keys choose a rating as they choose among pairs, and the page names them', async () => {
  const ratings = await givenSite('decision-factors-2024')
  try {
    const { page, context } = await openPage(browser, ratings, { viewport: { width: 1280, height: 800 } })
    opened.push(context)
    await page.goto(ratings.origin + (await surgeon(ratings.app, ratings.invite()).reach('ratings/1')))
    expect(await page.locator('.keys').textContent()).toContain('Keys 1 to 5 choose an answer')
    await page.keyboard.press('4')
    expect(await page.locator('input[name=category]:checked').getAttribute('value')).toBe('3')
  } finally {
    await ratings.close()
  }
})

test('the error summary gets the focus, with and without JavaScript, and leads to the answers', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await atPair(1, { javaScriptEnabled })
    await page.locator('.actions .button').click()
    expect(await page.title()).toMatch(/^Error: /)
    await page.waitForSelector('.problem:focus')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Space')
    expect(await chosen(page)).toBe('1')
  }
})

test("the browser's Back shows the answer that was saved, and it can be changed", async () => {
  const page = await atPair()
  await page.keyboard.press('1')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await page.goBack()
  expect(seqOf(page)).toBe(1)
  expect(await chosen(page)).toBe('1')
  await page.keyboard.press('3')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  // A page from the browser's store may be the one from before the first answer: then it says so and shows it.
  if (seqOf(page) === 1) {
    expect(await page.locator('[role=status]').count()).toBe(1)
    await page.keyboard.press('3')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  }
  expect(seqOf(page)).toBe(2)
  await page.goto(page.url().replace(/2$/, '1'))
  expect(await chosen(page)).toBe('3')
})

test('the language menu changes the language and keeps the choice, by keyboard and without JavaScript', async () => {
  const page = await atPair(1, { javaScriptEnabled: false })
  await page.locator('label[for=choice-3]').click()
  await page.locator('.languages summary').click()
  await page.locator('.languages button[value=ko]').click()
  expect(await page.locator('html').getAttribute('lang')).toBe('ko')
  expect(await chosen(page)).toBe('3')
})

test('over plain http on a name that is not this machine, answers are accepted', async () => {
  const plain = await givenSite('cpt-62380-2024', undefined, 'survey.test')
  try {
    const page = await atPair(1, { javaScriptEnabled: false }, plain)
    await page.locator('label[for=choice-1]').click()
    await Promise.all([page.waitForNavigation(), page.locator('.actions .button').click()])
    expect(seqOf(page)).toBe(2)
    expect(judgements(plain)).toBe(1)
  } finally {
    await plain.close()
  }
})

test('paper shows the questions and answers, not the ways on', async () => {
  const page = await atPair()
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.card').first().isVisible()).toBe(true)
  expect(await page.locator('.actions').isVisible()).toBe(false)
  expect(await page.locator('.languages').isVisible()).toBe(false)
})

test('between the bars of a browser on a common phone, cards, answers and the button are in view', async () => {
  const page = await atPair(4, { viewport: { width: 390, height: 664 } })
  for (const part of ['.card >> nth=0', '.answer >> nth=3', '#survey .button']) {
    const box = (await page.locator(part).boundingBox())!
    expect(box.y).toBeGreaterThan(0)
    expect(box.y + box.height).toBeLessThanOrEqual(664)
  }
})

test('the last page prints as a receipt: study, reference and how to withdraw, dark on white, nothing to press', async () => {
  const { page, context } = await openPage(browser, site, { colorScheme: 'dark' })
  opened.push(context)
  const me = surgeon(site.app, site.invite())
  await me.reach('done')
  await page.goto(site.origin + me.at('done'))
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const text = await page.locator('main').innerText()
  expect(text).toContain(site.definition.title.en)
  expect(text).toMatch(/S\d{5}/)
  expect(text).toContain('give your reference')
  expect(await page.locator('main button:visible, main a:visible, main input:visible').count()).toBe(0)
  const colour = await page.evaluate<string>("getComputedStyle(document.querySelector('h1')).color")
  expect(colour).toBe('rgb(23, 32, 42)')
})
