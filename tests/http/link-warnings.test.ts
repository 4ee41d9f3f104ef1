import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import { givenBrowser } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'

const reaches = [
  [
    'http://localhost:3000',
    'Links lead to this machine only (http://localhost:3000): nobody else can open them.',
  ],
  ['http://127.0.0.1:8080', 'Links lead to this machine only (http://127.0.0.1:8080)'],
  [
    'http://survey.test',
    'Links begin with http:// (http://survey.test), so links and answers travel unencrypted',
  ],
  ['https://survey.test', undefined],
] as const

async function given(BASE_URL: string) {
  const study = givenStudy(undefined, undefined, { env: { BASE_URL } })
  const browser = await givenBrowser(study.context, study.app, 'owner')
  const notices = (html: string) => load(html)('.notice').text().replace(/\s+/g, ' ')
  return { browser, notices }
}

/** The warning stands where the link stands, or nowhere. */
function warns(words: string, warning: string | undefined): void {
  if (warning === undefined) expect(words).not.toMatch(/Links (lead to this machine|begin with http:)/)
  else expect(words).toContain(warning)
}

describe.each(reaches)(
  'with links that begin with %s, the reader is told before they give one',
  (url, warning) => {
    it('to a tester, on Try it, as soon as there is one to give', async () => {
      const { browser, notices } = await given(url)
      const page = async () => (await browser.get('/studies/endo/try')).text
      expect(notices(await page())).toBe('')
      await browser.post('/studies/endo/test-links').expect(303)
      expect(await page()).toContain(`${url}/r/`)
      warns(notices(await page()), warning)
    })

    it('to a colleague, beside the link to join and the link for a new password', async () => {
      const { browser, notices } = await given(url)
      const join = { name: 'A colleague', email: 'colleague@society.example', role: 'analyst', society: '' }
      const joining = await browser.post('/people', join).expect(200)
      expect(load(joining.text)('.secret').text()).toContain(`${url}/`)
      warns(notices(joining.text), warning)
      const forgotten = await browser.post('/people/1/password-link').expect(200)
      expect(load(forgotten.text)('.secret').text()).toContain(`${url}/`)
      warns(notices(forgotten.text), warning)
      // Where no link is shown there is nothing to warn of.
      warns(notices((await browser.get('/people')).text), undefined)
    })
  },
)
