import { load } from 'cheerio'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { detailText } from '../../server/log/log-detail.ts'
import { logEvent } from '../../server/studies/lifecycle.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'

const day = 24 * 3_600_000

async function givenLog() {
  const { context, clock, app } = givenStudy()
  const study = context.queries.studies.findBySlug.get('endo')!
  const begin = clock.now
  const write = (actor: string, action: string, at: number, studyId: number | null = null) => {
    clock.now = at
    logEvent(context, actor, action, studyId, { n: 1 })
  }
  write('a@society.example', 'signed in', begin)
  write('b@society.example', 'study closed', begin + day, study.id)
  write('=cmd()', 'signed in', begin + 2 * day)
  const auditor = await givenBrowser(context, app, 'auditor')
  const actionsOf = async (query: string) => {
    const $ = load((await auditor.get(`/log${query}`).expect(200)).text)
    return $('tbody th')
      .map((_, one) => $(one).text())
      .get()
  }
  return { context, app, auditor, actionsOf }
}

describe('the log', () => {
  it('is filtered by person, action, study and day', async () => {
    const { actionsOf } = await givenLog()
    expect((await actionsOf('?actor=a%40society.example')).length).toBe(1)
    expect(await actionsOf('?action=study+closed')).toEqual(['study closed'])
    expect(await actionsOf('?study=endo&actor=b%40society.example')).toEqual(['study closed'])
    expect(await actionsOf('?from=2026-03-03&to=2026-03-03')).toEqual(['study closed'])
    expect(await actionsOf('?actor=nobody')).toEqual([])
  })

  it('says which part of a question it did not understand', async () => {
    const { auditor } = await givenLog()
    const { text } = await auditor.get('/log?from=soon&study=nowhere').expect(200)
    expect(text).toContain('Enter a day')
    expect(text).toContain('There is no study nowhere')
    await auditor.get('/log.csv?from=2026-02-30').expect(400)
  })

  it('comes as CSV with the same choice, and a spreadsheet runs nothing in it', async () => {
    const { auditor } = await givenLog()
    const { text } = await auditor.get('/log.csv?action=signed+in').expect(200)
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[]
    expect(rows.map(({ actor }) => actor)).toEqual(["'=cmd()", 'a@society.example'])
    expect(rows[0]).toMatchObject({ at: '2026-03-04T09:00:00.000Z', detail: '{"n":1}', study: '' })
  })

  it('goes on page by page without losing or repeating a line', async () => {
    const { context, auditor } = await givenLog()
    for (let n = 0; n < 230; n += 1) logEvent(context, 'system', `event ${n}`, null, {})
    const seen: string[] = []
    for (let path: string | undefined = '/log?actor=system'; path; ) {
      const $ = load((await auditor.get(path).expect(200)).text)
      seen.push(
        ...$('tbody th')
          .map((_, one) => $(one).text())
          .get(),
      )
      path = $('.pager a').attr('href')
    }
    expect(seen).toEqual(Array.from({ length: 230 }, (_, n) => `event ${229 - n}`))
  })

  it('has details in words', () => {
    expect(detailText('{"user":3,"from":{"role":"owner","society":null},"secondFactor":"app"}')).toBe(
      'user 3, from (role owner, society none), second factor app',
    )
    expect(detailText('{}')).toBe('')
  })
})
