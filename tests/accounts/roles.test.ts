import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { staffRoutesOf } from '../../server/http/staff-router.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { addList, sendList } from '../fieldwork/add-list.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'
import { people, permissions } from './permissions.ts'

/** Fills the parts of an address with what is not there, except the study. */
const addressOf = (route: string) => {
  const [method, path] = route.split(' ') as ['get' | 'post', string]
  return { method, path: path.replace(':slug', 'endo').replaceAll(/[:*]\w+/g, '999') }
}

describe('staff pages', () => {
  it('are each in the table of permissions', () => {
    const { app } = givenStudy()
    const routes = staffRoutesOf(app as never).map(({ method, path }) => `${method} ${path}`)
    expect(routes.sort()).toEqual(permissions.map(({ route }) => route).sort())
  })

  it.each(people)(
    'let in $name where the table says so, and nowhere else',
    async ({ name, role, society }) => {
      const { context, app } = givenStudy()
      closeStudy(context, 'endo', 'owner@society.example')
      const browser = await givenBrowser(context, app, role, society)
      for (const { route, who } of permissions) {
        const { method, path } = addressOf(route)
        const answer = await browser[method](path)
        const isForbidden = answer.text?.includes('Your role does not include this.') === true
        expect([route, isForbidden]).toEqual([route, !who.includes(name)])
        expect([route, answer.status < 500]).toEqual([route, true])
      }
    },
  )

  it('ask strangers to sign in first', async () => {
    const { app } = givenStudy()
    for (const { route } of permissions) {
      const { method, path } = addressOf(route)
      const answer = await request(app)[method](path)
      expect([route, answer.status]).toEqual([route, 303])
      expect(answer.headers.location).toMatch(/^\/sign-in/)
    }
  })

  it('never show analysts and auditors who the members are', async () => {
    const { context, app, invite } = givenStudy()
    invite()
    for (const role of ['analyst', 'auditor'] as const) {
      const browser = await givenBrowser(context, app, role)
      for (const path of ['/studies', '/studies/endo', '/studies/endo/fieldwork']) {
        const { text } = await browser.get(path).expect(200)
        expect(text).not.toContain('member-1@society.example')
        expect(text).not.toContain('/members')
      }
    }
  })

  it('let a coordinator of one society work on its members, not steer the study', async () => {
    const { context, app, invite } = givenStudy()
    invite({ society: 'isass' })
    invite({ society: 'sbc' })
    const browser = await givenBrowser(context, app, 'coordinator', 'sbc')
    await browser.post('/studies/endo/close').expect(403)
    await browser.post('/studies/endo/data', { include: 'started', flavour: 'script' }).expect(403)
    await browser.get('/tokens').expect(403)
    const { text } = await browser.get('/studies/endo/members').expect(200)
    expect(text).toContain('member-2@society.example')
    expect(text).not.toContain('member-1@society.example')
    expect((await browser.get('/studies/endo/links.csv')).text).not.toContain('member-1@')
    await browser.post('/studies/endo/members/1/revoke').expect(404)
    await browser.get('/studies/endo/members/1').expect(404)
    await browser.get('/studies/endo/members/2').expect(200)
    const found = await browser.post('/studies/endo/members/find', { word: 'member' })
    expect(found.text).not.toContain('member-1@')
    const list = 'email,society,language\nx@society.example,isass,en\ny@society.example,sbc,pt'
    const preview = await sendList(browser, list)
    expect(preview.words).toContain('Row 2: belongs to isass, not to your society.')
    await addList(browser, list, { leave_out: 'yes' })
    const added = context.queries.invitations.listOfStudy.all(1, 'member').map(({ email }) => email)
    expect(added.slice(2)).toEqual(['y@society.example'])
  })

  it('refuse forms that another site sends', async () => {
    const { context, app } = givenStudy()
    const browser = await givenBrowser(context, app, 'owner')
    const answer = await browser.post('/studies/endo/close').set('Sec-Fetch-Site', 'cross-site')
    expect(answer.status).toBe(403)
    expect(context.queries.studies.findBySlug.get('endo')!.state).toBe('live')
  })
})
