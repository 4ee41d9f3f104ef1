import * as cheerio from 'cheerio'

/** Sends one request to the site and returns what came back; redirects are not followed. */
export type Ask = (
  method: 'GET' | 'POST',
  path: string,
  body?: string,
) => Promise<{ status: number; location: string | undefined; html: string }>

/** A page's main form, as a browser would send it. */
export interface MainForm {
  action: string
  /** what is filled in already */
  fields: URLSearchParams
  /** name of each question with the values it offers; an empty list is a text field */
  offered: Map<string, string[]>
}

/** Chooses the answer to a question: its field's name, the values offered, the address of the page. */
export type Chooser = (name: string, offered: string[], path: string) => string | undefined

/** Returns the form marked `data-survey`, or undefined when the page has none. */
export function mainForm(html: string): MainForm | undefined {
  const $ = cheerio.load(html)
  const form = $('form[data-survey]')
  if (form.length === 0) return undefined
  const fields = new URLSearchParams()
  const offered = new Map<string, string[]>()
  form.find('input[type=hidden]').each((_, input) => {
    fields.append($(input).attr('name')!, $(input).attr('value') ?? '')
  })
  form.find('input:not([type=hidden]), select, textarea').each((_, control) => {
    const name = $(control).attr('name')!
    const values = offered.get(name) ?? []
    if (control.tagName === 'select') {
      const selected = $(control).find('option[selected]').attr('value')
      if (selected) fields.append(name, selected)
      values.push(
        ...$(control)
          .find('option')
          .toArray()
          .map((option) => $(option).attr('value')!)
          .filter(Boolean),
      )
    } else if (['radio', 'checkbox'].includes($(control).attr('type') ?? '')) {
      values.push($(control).attr('value')!)
      if ($(control).is('[checked]')) fields.append(name, $(control).attr('value')!)
    } else fields.append(name, $(control).attr('value') ?? $(control).text())
    offered.set(name, values)
  })
  return { action: form.attr('action')!, fields, offered }
}

/**
 * Walks any study from a path until a page is marked `data-finished`, answering each form by the chooser
 * (the first value offered when it chooses nothing). Returns the paths of the pages seen, in order.
 */
export async function walkSurvey(
  ask: Ask,
  start: string,
  choose: Chooser = () => undefined,
  until?: (path: string) => boolean,
): Promise<string[]> {
  const seen: string[] = []
  let path = start
  for (let pages = 0; pages < 500; pages++) {
    const page = await ask('GET', path)
    if (page.status === 303) {
      path = page.location!
      continue
    }
    if (page.status !== 200) throw new Error(`${path} answered ${page.status}`)
    seen.push(path)
    if (until?.(path) || page.html.includes('data-finished')) return seen
    const form = mainForm(page.html)
    if (!form) throw new Error(`${path} has no form marked data-survey`)
    fillIn(form, choose, path)
    const answer = await ask('POST', form.action, form.fields.toString())
    if (answer.status !== 303)
      throw new Error(`POST ${form.action} answered ${answer.status}: ${answer.html.slice(0, 2000)}`)
    path = answer.location!
  }
  throw new Error('The survey did not end')
}

function fillIn(form: MainForm, choose: Chooser, path: string): void {
  for (const [name, offered] of form.offered) {
    const value = choose(name, offered, path) ?? offered[0]
    if (value !== undefined) form.fields.set(name, value)
  }
}
