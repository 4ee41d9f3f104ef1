import { load } from 'cheerio'
import { type Browser, wordsOf } from '../support/given-staff.ts'

/** Sends a list and returns the words and fields of its preview, with where it stands. */
export async function sendList(
  browser: Browser,
  list: string | Buffer,
  reading = '',
): Promise<{ at: string; words: string; html: string; fields: Record<string, string>; status: number }> {
  const sent =
    typeof list === 'string'
      ? await browser.upload('/studies/endo/members', { text: list })
      : await browser.upload('/studies/endo/members', { text: '' }, list)
  const at = sent.headers.location
  if (sent.status !== 303 || !at)
    return { at: '', words: wordsOf(sent.text), html: sent.text, fields: {}, status: sent.status }
  const page = await browser.get(at + reading)
  const $ = load(page.text)
  const form = $(`form[method=post][action="${at}"]`)
  const fields: Record<string, string> = {}
  form.find('input[type=hidden], select').each((_, control) => {
    fields[$(control).attr('name')!] = String($(control).val() ?? '')
  })
  return {
    at,
    words: wordsOf(page.text),
    html: page.text,
    fields: { ask: 'all', size: '', ...fields },
    status: page.status,
  }
}

/** Sends a list and confirms its preview; returns the answer to the confirmation. */
export async function addList(
  browser: Browser,
  list: string | Buffer,
  changes: Record<string, string> = {},
  reading = '',
) {
  const { at, fields, words, status } = await sendList(browser, list, reading)
  if (at === '') return { status, location: undefined, words }
  const answer = await browser.post(at, { ...fields, ...changes })
  return {
    status: answer.status,
    location: answer.headers.location as string | undefined,
    words: wordsOf(answer.text),
  }
}
