import { load } from 'cheerio'
import type { Express } from 'express'
import request from 'supertest'
import type { Role } from '../../db/queries/people.ts'
import { hashPassword } from '../../server/accounts/passwords.ts'
import { beginSession } from '../../server/accounts/sessions.ts'
import type { Context } from '../../server/context.ts'

export const password = 'a long pass phrase'

/** Hashing is slow on purpose; one hash serves every person of a test file. */
const hash = hashPassword(password)

/** Makes a person with an account, named after the role. */
export async function givenPerson(
  context: Context,
  role: Role,
  society: string | null = null,
): Promise<{ id: number; email: string }> {
  const email = `${role}${society ? `-${society}` : ''}@society.example`
  const { insert } = context.queries.people
  const row = insert.run(email, `The ${role}`, await hash, role, society, context.now())
  return { id: Number(row.lastInsertRowid), email }
}

/** A browser on which a person is signed in. */
export interface Browser {
  get: (path: string) => request.Test
  post: (path: string, form?: Record<string, string>) => request.Test
  upload: (path: string, fields: Record<string, string>, file?: Buffer) => request.Test
}

/** Makes a person and returns a browser on which they are signed in; without a role, nobody is. */
export async function givenBrowser(
  context: Context,
  app: Express,
  role?: Role,
  society: string | null = null,
): Promise<Browser> {
  const person = role && (await givenPerson(context, role, society))
  const name = context.config.baseUrl.startsWith('https:') ? '__Host-comparand' : 'comparand'
  const cookie = person ? `${name}=${beginSession(context, person.id)}` : ''
  const signed = (test: request.Test) => test.set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin')
  return {
    get: (path) => signed(request(app).get(path)),
    post: (path, form = {}) => signed(request(app).post(path)).type('form').send(form),
    upload: (path, fields, file) => {
      let test = signed(request(app).post(path))
      for (const [name, value] of Object.entries(fields)) test = test.field(name, value)
      return file ? test.attach('file', file, 'list.csv') : test.attach('file', Buffer.alloc(0), '')
    },
  }
}

/** Returns the words of a page without its marks. */
export function wordsOf(html: string): string {
  return load(html)('body').text().replace(/\s+/g, ' ').trim()
}
