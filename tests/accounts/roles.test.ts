import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { accountPageRoutes } from '../../server/accounts/account-routes.ts'
import { passwordRoutes } from '../../server/accounts/password-routes.ts'
import { peopleRoutes } from '../../server/accounts/people-routes.ts'
import { signInThrottle } from '../../server/accounts/sign-in-throttle.ts'
import { tokenRoutes } from '../../server/accounts/token-routes.ts'
import { dataRoutes } from '../../server/exports/routes.ts'
import { feeRoutes } from '../../server/fees/routes.ts'
import { fieldworkRoutes } from '../../server/fieldwork/routes.ts'
import { logRoutes } from '../../server/log/routes.ts'
import { planningRoutes } from '../../server/planning/routes.ts'
import { studyRoutes } from '../../server/studies/routes.ts'
import { addList, sendList } from '../fieldwork/add-list.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { givenStudy } from '../support/given-study.ts'

const all = 'owner coordinator analyst auditor'
/** Who may use each staff address. */
const allowed: Record<string, string> = {
  'get /password': all,
  'post /password': all,
  'get /people': 'owner',
  'post /people': 'owner',
  'post /people/:id/off': 'owner',
  'post /people/:id/on': 'owner',
  'get /people/:id': 'owner',
  'post /people/:id/role': 'owner',
  'post /people/:id/password-link': 'owner',
  'post /people/:id/sign-out': 'owner',
  'post /people/:id/second-factor-off': 'owner',
  'post /people/links/:id/revoke': 'owner',
  'get /account': all,
  'post /account/sessions/:id/end': all,
  'post /account/sessions/end-others': all,
  'get /account/second-factor': all,
  'post /account/second-factor': all,
  'get /account/second-factor/off': all,
  'post /account/second-factor/off': all,
  'get /studies/:slug/simulator': all,
  'post /studies/:slug/simulator': 'owner coordinator',
  'post /studies/:slug/simulator/keep': 'owner coordinator',
  'get /fees': all,
  'post /fees': 'owner coordinator',
  'get /log': 'owner coordinator auditor',
  'get /log.csv': 'owner coordinator auditor',
  'get /tokens': 'owner coordinator analyst',
  'post /tokens': 'owner coordinator analyst',
  'post /tokens/:id/revoke': 'owner coordinator analyst',
  'get /studies': all,
  'get /studies/new': 'owner coordinator',
  'post /studies': 'owner coordinator',
  'get /studies/:slug': all,
  'get /studies/:slug/definition.json': all,
  'get /studies/:slug/replace': 'owner coordinator',
  'post /studies/:slug/replace': 'owner coordinator',
  'get /studies/:slug/try': 'owner coordinator',
  'post /studies/:slug/test-links': 'owner coordinator',
  'get /studies/:slug/publish': 'owner coordinator',
  'post /studies/:slug/publish': 'owner coordinator',
  'get /studies/:slug/closing-time': 'owner coordinator',
  'post /studies/:slug/closing-time': 'owner coordinator',
  'post /studies/:slug/pause': 'owner coordinator',
  'post /studies/:slug/resume': 'owner coordinator',
  'get /studies/:slug/close': 'owner coordinator',
  'post /studies/:slug/close': 'owner coordinator',
  'post /studies/:slug/begin-closing': 'owner coordinator',
  'get /studies/:slug/fieldwork': all,
  'get /studies/:slug/fieldwork.csv': all,
  'get /studies/:slug/members': 'owner coordinator',
  'post /studies/:slug/members': 'owner coordinator',
  'get /studies/:slug/members/lists/:list': 'owner coordinator',
  'post /studies/:slug/members/lists/:list': 'owner coordinator',
  'post /studies/:slug/members/lists/:list/discard': 'owner coordinator',
  'post /studies/:slug/members/find': 'owner coordinator',
  'post /studies/:slug/members/replace-gone': 'owner coordinator',
  'get /studies/:slug/members/:id': 'owner coordinator',
  'post /studies/:slug/members/:id': 'owner coordinator',
  'post /studies/:slug/members/:id/erase': 'owner coordinator',
  'get /studies/:slug/open-links': 'owner coordinator',
  'post /studies/:slug/open-links': 'owner coordinator',
  'post /studies/:slug/open-links/:id/cap': 'owner coordinator',
  'post /studies/:slug/open-links/:id/:what': 'owner coordinator',
  'get /studies/:slug/open-links/:id/card': 'owner coordinator',
  'get /studies/:slug/open-links/:id/qr.png': 'owner coordinator',
  'get /studies/:slug/privacy': 'owner coordinator',
  'get /studies/:slug/privacy/results-addresses.csv': 'owner coordinator',
  'post /studies/:slug/privacy/cut': 'owner coordinator',
  'post /studies/:slug/privacy/erase-answers': 'owner coordinator',
  'post /studies/:slug/privacy/retention': 'owner coordinator',
  'post /studies/:slug/privacy/apply': 'owner coordinator',
  'get /studies/:slug/links.csv': 'owner coordinator',
  'post /studies/:slug/members/:id/revoke': 'owner coordinator',
  'post /studies/:slug/members/:id/replace': 'owner coordinator',
  'get /studies/:slug/data': all,
  'post /studies/:slug/data': 'owner coordinator analyst',
  'get /studies/:slug/data/:dataset/*file': 'owner coordinator analyst',
}
const roles = ['owner', 'coordinator', 'analyst', 'auditor'] as const

describe('staff pages', () => {
  it('are each in the table of roles', () => {
    const { context } = givenStudy()
    const made = [
      peopleRoutes,
      tokenRoutes,
      logRoutes,
      feeRoutes,
      planningRoutes,
      studyRoutes,
      fieldworkRoutes,
      dataRoutes,
    ].flatMap((make) => make(context))
    const own = [passwordRoutes, accountPageRoutes].flatMap((make) => make(context, signInThrottle()))
    const routes = [...own, ...made]
    const names = routes.map(({ method, path }) => `${method} ${path}`)
    expect(names.sort()).toEqual(Object.keys(allowed).sort())
  })

  it.each(roles)('let in the %s where the table says so, and nowhere else', async (role) => {
    const { context, app } = givenStudy()
    const browser = await givenBrowser(context, app, role)
    for (const [route, who] of Object.entries(allowed)) {
      const [method, path] = route.split(' ') as ['get' | 'post', string]
      const answer = await browser[method](path.replace(':slug', 'endo').replace(/:id|:dataset/, '999'))
      expect([route, answer.status === 403]).toEqual([route, !who.split(' ').includes(role)])
      expect(answer.status).toBeLessThan(500)
      if (method === 'get') expect(answer.text).not.toMatch(/undefined|NaN|\[object/)
    }
  })

  it('ask strangers to sign in first', async () => {
    const { app } = givenStudy()
    for (const route of Object.keys(allowed)) {
      const [method, path] = route.split(' ') as ['get' | 'post', string]
      const answer = await request(app)[method](path.replace(':slug', 'endo').replace(':id', '1'))
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
