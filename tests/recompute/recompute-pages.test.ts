import * as cheerio from 'cheerio'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { dump } from '../support/dump.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'
import { givenContext } from '../support/test-context.ts'

async function givenAnalyst(role: 'analyst' | 'auditor' = 'analyst') {
  const { context } = givenContext()
  return { context, browser: await givenBrowser(context, createApp(context), role) }
}
const table =
  'code;measure;wrvu\n63047;-0,994;15,37\n22102;-1,662;11,08\n63030;-0,89;12\n22532;-0,583;25,99\n'

describe('the published studies, one click away', () => {
  test('62380 shows 18.2464 and says that no answer can change it', async () => {
    const { browser } = await givenAnalyst()
    const page = await browser.get('/recompute/examples/62380')
    expect(page.status).toBe(200)
    const words = wordsOf(page.text)
    expect(words).toContain('18.2464')
    expect(words).toContain('the value is the mean of their work RVUs, which no answer can change')
    expect(words).toContain('95 % prediction interval 3 to 34')
    expect(cheerio.load(page.text)('svg[role=img]')).toHaveLength(4)
  })

  test('the address says how it is read: at 0 logits 25.5894', async () => {
    const { browser } = await givenAnalyst()
    const page = await browser.get('/recompute/examples/62380?at=0')
    expect(wordsOf(page.text)).toContain('25.5894')
    expect((await browser.get('/recompute/examples/62380?at=here')).status).toBe(400)
  })

  test('0202T shows 39.4707 with the rule and 40.5071 without; 27279 the mean of two surveys', async () => {
    const { browser } = await givenAnalyst()
    expect(wordsOf((await browser.get('/recompute/examples/0202T')).text)).toContain('39.4707')
    expect(wordsOf((await browser.get('/recompute/examples/0202T?rule=off')).text)).toContain('40.5071')
    expect(wordsOf((await browser.get('/recompute/examples/27279')).text)).toContain('14.23')
  })

  test('every link on every page leads somewhere, and each picture is there as SVG, PNG and CSV', async () => {
    const { browser } = await givenAnalyst()
    const seen = new Set(['/recompute'])
    for (const path of seen) {
      const answer = await browser.get(path)
      expect(answer.status, path).toBe(200)
      if (!answer.type.startsWith('text/html')) continue
      for (const link of cheerio.load(answer.text)('main a').toArray()) {
        const href = link.attribs.href!
        if (href.startsWith('/')) seen.add(href)
      }
    }
    expect([...seen].filter((path) => path.includes('.png')).length).toBeGreaterThanOrEqual(6)
  })

  test('a file that has not changed is not sent again', async () => {
    const { browser } = await givenAnalyst()
    const path = '/recompute/examples/62380/regression.csv'
    const first = await browser.get(path)
    expect(first.text).toContain('comparator,63047,-0.994,15.37,')
    expect(first.headers['content-disposition']).toContain('62380-regression.csv')
    const again = await browser.get(path).set('If-None-Match', first.headers.etag!)
    expect(again.status).toBe(304)
    const other = await browser.get(`${path}?at=0`).set('If-None-Match', first.headers.etag!)
    expect(other.status).toBe(200)
  })
})

describe('a table of one’s own', () => {
  test('is recomputed as pasted, with decimal commas, and nothing is stored', async () => {
    const { context, browser } = await givenAnalyst()
    const before = dump(context.db)
    const page = await browser.post('/recompute', { table, target: '62380', at: '0', error: '', rule: 'off' })
    expect(page.status).toBe(200)
    expect(wordsOf(page.text)).toContain('wRVU, implied for 62380')
    expect(cheerio.load(page.text)('textarea').text()).toBe(table)
    expect(dump(context.db)).toEqual(before)
  })

  test('gives the same numbers as a file', async () => {
    const { browser } = await givenAnalyst()
    const fields = { table: '', target: 'X', at: '-0,5', error: '0.1', rule: 'off' }
    const pasted = await browser.post('/recompute', { ...fields, table })
    const uploaded = await browser.upload('/recompute', fields, Buffer.from(table))
    expect(wordsOf(uploaded.text)).toBe(wordsOf(pasted.text))
    expect(wordsOf(pasted.text)).toContain('−0.5 logits, standard error 0.1')
  })

  test('wrong rows are named and the text is kept', async () => {
    const { browser } = await givenAnalyst()
    const wrong = table.replace('-1,662', 'about −1')
    const page = await browser.post('/recompute', {
      table: wrong,
      target: '',
      at: '0',
      error: '',
      rule: 'on',
    })
    expect(page.status).toBe(422)
    const $ = cheerio.load(page.text)
    expect($('[role=alert]').text()).toContain('Row 3: the measure “about −1” is no number.')
    expect($('textarea').text()).toBe(wrong)
    expect($('input[name=rule]').is('[checked]')).toBe(true)
    expect($('title').text()).toMatch(/^Error: /)
  })

  test.each([
    [
      'two comparators make no line',
      { table: 'code,measure,wrvu\na,1,2\nb,2,3' },
      'at least three comparators',
    ],
    ['equal measures make no line', { table: 'code,measure,wrvu\na,1,2\nb,1,3\nc,1,4' }, 'the same measure'],
    ['a read-out point that is none', { at: 'zero' }, 'a number of logits'],
    ['a standard error below 0', { error: '-1' }, 'from 0 up'],
    ['no table at all', { table: '' }, 'Paste it or choose a file'],
  ])('%s', async (_, change, sentence) => {
    const { browser } = await givenAnalyst()
    const page = await browser.post('/recompute', {
      table,
      target: '',
      at: '0',
      error: '',
      rule: 'off',
      ...change,
    })
    expect(page.status).toBe(422)
    expect(wordsOf(page.text)).toContain(sentence)
  })

  test('its pictures can be downloaded, too', async () => {
    const { browser } = await givenAnalyst()
    const sent = { table, target: 'X', at: '0', error: '', rule: 'off' }
    const csv = await browser.post('/recompute/files', { ...sent, file: 'regression.csv' })
    expect(csv.text).toContain('comparator,63047,-0.994,15.37,')
    const png = await browser.post('/recompute/files', { ...sent, file: 'influence.png' })
    expect(png.type).toBe('image/png')
    expect((await browser.post('/recompute/files', { ...sent, file: 'nothing.png' })).status).toBe(404)
    expect((await browser.post('/recompute/files', { ...sent, file: 'regression.pdf' })).status).toBe(404)
  })

  test('a target written as markup stays words', async () => {
    const { browser } = await givenAnalyst()
    const page = await browser.post('/recompute', {
      table,
      target: '<script>x</script>',
      at: '0',
      error: '',
      rule: 'off',
    })
    expect(cheerio.load(page.text)('main script, main x')).toHaveLength(0)
  })
})

test('auditors may recompute; whoever is not signed in signs in first', async () => {
  const { browser } = await givenAnalyst('auditor')
  expect((await browser.get('/recompute')).status).toBe(200)
  const { context } = givenContext()
  const stranger = await givenBrowser(context, createApp(context))
  const answer = await stranger.get('/recompute')
  expect(answer.headers.location).toBe('/sign-in?next=%2Frecompute')
})
