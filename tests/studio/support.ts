import { load } from 'cheerio'
import { createApp } from '../../server/app.ts'
import { blankDefinition } from '../../server/studies/definition-draft.ts'
import { newestDraft } from '../../server/studies/draft-history.ts'
import { createDraft } from '../../server/studies/drafts.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { type Browser, givenBrowser, givenPerson } from '../support/given-staff.ts'
import { givenContext } from '../support/test-context.ts'

/** A draft on a fresh database, with a coordinator at its pages. */
export async function givenStudio(
  definition: unknown = requireTemplate('cpt-0202t-2024'),
  env: Record<string, string> = {},
) {
  const { context, clock } = givenContext({ env })
  const app = createApp(context)
  const browser = await givenBrowser(context, app, 'coordinator')
  const study = createDraft(context, 'facet', definition, 'coordinator@society.example')
  return { context, clock, app, browser, studyId: study.id, draft: () => newestDraft(context, study.id) }
}

export const givenBlank = () => givenStudio(blankDefinition())

/** The page of a definition, as an address. */
export const at = (page: string) => `/studies/facet/definition/${page}`

/** Opens a page and returns what its form would send, as a browser reads it. */
export async function openForm(browser: Browser, page: string): Promise<Record<string, string | string[]>> {
  return formOf((await browser.get(at(page)).expect(200)).text)
}

/** Returns what the form of a page would send. */
export function formOf(html: string): Record<string, string | string[]> {
  const $ = load(html)
  const fields: Record<string, string | string[]> = {}
  for (const { name, value } of $('form.studio-form').serializeArray()) {
    const before = fields[name]
    fields[name] = before === undefined ? value : [...[before].flat(), value]
  }
  return fields
}

/** Opens a page, changes some of its fields and sends it. */
export async function fill(
  browser: Browser,
  page: string,
  changes: Record<string, string | string[]>,
  act = 'save',
) {
  const form = await openForm(browser, page)
  return browser.post(at(page), { ...form, act, ...changes } as Record<string, string>)
}

export { givenBrowser, givenPerson }
