import request from 'supertest'
import { expect, test } from 'vitest'
import { asker } from '../support/ask.ts'
import { givenStudy } from '../support/given-study.ts'
import { mainForm } from '../support/walk-survey.ts'

test('a disk that is full shows at /healthz until a write is kept again', async () => {
  const { app, context, invite } = givenStudy()
  const links = Array.from({ length: 40 }, () => invite())
  const ask = asker(app)
  const health = () => request(app).get('/healthz')
  const begin = async (link: string) => {
    const form = mainForm((await ask('GET', link)).html)!
    return ask('POST', form.action, form.fields.toString())
  }
  expect((await health()).status).toBe(200)

  const pages = context.db.pragma('page_count', { simple: true }) as number
  context.db.pragma(`max_page_count = ${pages}`)
  context.log.level = 'silent'
  let refused: string | undefined
  for (const link of links) {
    const { status } = await begin(link)
    if (status === 500) refused = link
    if (refused) break
  }
  expect(refused).toBeDefined()
  expect(await health()).toMatchObject({ status: 503, body: { status: 'the last write failed' } })
  // A turn in which nothing is written proves nothing.
  await context.write(() => undefined)
  expect((await health()).status).toBe(503)

  context.db.pragma('max_page_count = 1000000')
  expect((await begin(refused!)).status).toBe(303)
  expect(await health()).toMatchObject({ status: 200, body: { status: 'ok' } })
})
