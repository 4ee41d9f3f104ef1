import { join } from 'node:path'
import request from 'supertest'
import type { Response } from '../../db/queries/judgements.ts'
import type { Role } from '../../db/queries/people.ts'
import { makeToken } from '../../server/accounts/api-tokens.ts'
import { createApp } from '../../server/app.ts'
import { givenFolder } from '../exports/support.ts'
import { givenLiveStudy, givenRespondent, givenTestingStudy } from '../support/given-answers.ts'
import { givenPerson } from '../support/given-staff.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

/** The site with a live study of one respondent and a draft, and programs that read it. */
export function givenApi(options: { inMemory?: true } = {}) {
  const folder = givenFolder()
  const { context, clock } = givenContext({
    ...(options.inMemory ? {} : { file: join(folder, 'comparand.db') }),
    env: { COMPARAND_DATA: folder },
  })
  givenLiveStudy(context, 'small', smallStudy())
  givenTestingStudy(context, 'draft', smallStudy())
  const answer = (email: string, response: Response = 'more') =>
    givenRespondent(context, clock, {
      slug: 'small',
      email,
      responses: { C01: response, C02: 'equal', C03: 'less' },
      answers: { is_surgeon: 'yes', remark: 'planted words' },
    })
  answer('first@example.org')
  const app = createApp(context)
  /** A person with a token. */
  const givenToken = async (role: Role, society: string | null = null): Promise<string> => {
    const { id } = await givenPerson(context, role, society)
    return makeToken(context, context.queries.people.find.get(id)!, 'a script')
  }
  const read = (path: string, token?: string) => {
    const asked = request(app).get(`/api${path}`)
    return token === undefined ? asked : asked.set('Authorization', `Bearer ${token}`)
  }
  return { context, clock, app, folder, answer, givenToken, read }
}
