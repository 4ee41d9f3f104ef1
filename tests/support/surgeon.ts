import type { Express } from 'express'
import request from 'supertest'
import { asker } from './ask.ts'
import { type Ask, mainForm, walkSurvey } from './walk-survey.ts'

export interface Answer {
  status: number
  location: string | undefined
  html: string
}

/** One surgeon with a browser: goes to pages, fills in their forms, sends them. */
export interface Surgeon {
  ask: Ask
  get: (path: string) => Promise<Answer>
  /** Sends fields as they are. */
  post: (path: string, fields: string | Record<string, string>) => Promise<Answer>
  /** Opens a page and sends its main form with some fields changed. */
  answer: (path: string, fields: Record<string, string>) => Promise<Answer>
  /** Answers everything up to a page of the way, such as `pairs/3`, and returns its path. */
  reach: (step: string) => Promise<string>
  /** The path of a page of the way. */
  at: (step: string) => string
}

/** Returns a surgeon at a personal link. */
export function surgeon(app: Express, link: string, headers: Record<string, string> = {}): Surgeon {
  const ask = asker(app, headers)
  const get = (path: string) => ask('GET', path)
  const post: Surgeon['post'] = (path, fields) =>
    ask('POST', path, typeof fields === 'string' ? fields : new URLSearchParams(fields).toString())
  return {
    ask,
    get,
    post,
    at: (step) => `${link}/${step}`,
    async answer(path, changes) {
      const form = mainForm((await get(path)).html)
      if (!form) throw new Error(`${path} has no main form`)
      for (const [name, value] of Object.entries(changes)) form.fields.set(name, value)
      return post(form.action, form.fields.toString())
    },
    async reach(step) {
      const path = `${link}/${step}`
      const seen = await walkSurvey(ask, link, undefined, (one) => one === path)
      if (seen.at(-1) !== path) throw new Error(`The way ended at ${seen.at(-1)}, not at ${path}`)
      return path
    },
  }
}

/** Sends a request by any method, as a mail scanner does. */
export async function probe(app: Express, method: 'GET' | 'HEAD', path: string): Promise<number> {
  const sent = method === 'GET' ? request(app).get(path) : request(app).head(path)
  return (await sent.redirects(0)).status
}
