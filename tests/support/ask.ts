import type { Express } from 'express'
import request from 'supertest'
import type { Ask } from './walk-survey.ts'

/** Returns a way to ask the site without a network address; headers go with every request. */
export function asker(app: Express, headers: Record<string, string> = {}): Ask {
  return async (method, path, body) => {
    const sent =
      method === 'GET'
        ? request(app).get(path)
        : request(app)
            .post(path)
            .type('form')
            .send(body ?? '')
    const answer = await sent.set(headers).redirects(0)
    return { status: answer.status, location: answer.headers.location, html: answer.text }
  }
}
