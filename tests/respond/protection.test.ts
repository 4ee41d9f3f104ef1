import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { dump } from '../support/dump.ts'
import { givenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'

describe('a form that another site made the browser send is refused, with a page', () => {
  test.each([
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
    ['Origin', 'https://elsewhere.example'],
  ])('%s: %s', async (name, value) => {
    const { app, invite, context } = givenStudy()
    const link = invite()
    await surgeon(app, link).reach('pairs/1')
    const before = dump(context.db)
    const answer = await surgeon(app, link, { [name]: value }).post(
      `${link}/pairs/1`,
      'choice=equal&revision=0',
    )
    expect(answer.status).toBe(403)
    expect(answer.html).toContain('<h1>')
    expect(answer.html).not.toContain('.ts:')
    expect(dump(context.db)).toEqual(before)
  })
})

test.each([
  { 'Sec-Fetch-Site': 'same-origin' },
  { Origin: 'http://survey.test' },
  // our own form from a browser that keeps back where it came from
  { Origin: 'null' },
  {},
])('our own form is accepted: %o', async (headers) => {
  const { app, invite } = givenStudy()
  const link = invite()
  const me = surgeon(app, link, headers as Record<string, string>)
  expect((await me.post(`${link}/start`, '')).location).toBe(me.at('consent'))
})

describe('every answer of the site', () => {
  const kinds = ['', '/start', '/nowhere', '/pairs/1', '?lang=ko']

  test.each(kinds)(
    '%s keeps the link from others: no cache, no referrer to elsewhere, no frames, no inline script',
    async (kind) => {
      const { app, invite } = givenStudy()
      const { headers } = await request(app).get(`${invite()}${kind}`).redirects(0)
      const policy = headers['content-security-policy']!
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|https?:|\*/)
      expect(headers['referrer-policy']).toBe('same-origin')
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-powered-by']).toBeUndefined()
    },
  )

  test('no page names a foreign address, an inline script or an inline style', async () => {
    const { app, invite } = givenStudy()
    const link = invite()
    const me = surgeon(app, link)
    await me.reach('done')
    for (const path of [
      link,
      me.at('consent'),
      me.at('procedure/T1'),
      me.at('pairs/1'),
      me.at('review'),
      me.at('done'),
    ]) {
      const { html } = await me.get(path)
      expect(html).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//)
      expect(html).not.toMatch(/<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:/)
    }
  })

  test('over TLS says so for a year', async () => {
    const { app } = givenStudy(undefined, undefined, { env: { BASE_URL: 'https://survey.example.org' } })
    const { headers } = await request(app).get('/healthz')
    expect(headers['strict-transport-security']).toContain('max-age=31536000')
  })
})

test('text of a study is shown, never run', async () => {
  const { app, invite } = givenStudy('cpt-62380-2024', (definition) => {
    definition.title.en = '<script>alert(1)</script>'
    definition.introduction.en = '<img src=x onerror=alert(1)> [press](javascript:alert(1))'
    definition.targets[0]!.label.en = '"><b>bold</b>'
  })
  const link = invite()
  const me = surgeon(app, link)
  for (const path of [link, await me.reach('procedure/T1'), await me.reach('pairs/1')]) {
    const { html } = await me.get(path)
    expect(html).not.toMatch(/<script>|<img|<b>bold|href="javascript:/)
  }
})
