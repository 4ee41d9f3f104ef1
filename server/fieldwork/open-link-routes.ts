import type { Request, Response } from 'express'
import { toBuffer } from 'qrcode'
import { z } from 'zod'
import type { OpenLinkRow } from '../../db/queries/open-links.ts'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { pathPart, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { openStudy, type StudyVisit } from '../studies/study-visit.ts'
import { cardPage } from './card-page.ts'
import { generationForm } from './change-link.ts'
import { linkDoor } from './link-door.ts'
import { linkUrl } from './links.ts'
import { changeOpenLink, type LinkOfStudy, makeOpenLink, nameOpenLink, setDailyCap } from './open-links.ts'
import { listOpenLinks, openLinksPage } from './open-links-page.ts'

const makeForm = z.strictObject({
  society: z.string().max(60),
  language: z.string().max(10),
  label: z.string().max(300).optional(),
  form_key: z.string().max(40).optional(),
})
/** Wide enough for a poster at 150 dots an inch. */
const pngWidth = 1200

/** The pages of links that are handed around. */
export function openLinkRoutes(context: Context): StaffRoute[] {
  const route = (method: 'get' | 'post', path: string, handle: StaffRoute['handle']): StaffRoute => ({
    method,
    path: `/studies/:slug/open-links${path}`,
    act: 'identities',
    handle,
  })
  return [
    route('get', '', (request, response) =>
      render(response, 'fieldwork/open-links', openLinksPage(context, openStudy(context, request, response))),
    ),
    route('post', '', (request, response) => make(context, request, response)),
    route('post', '/:id/cap', (request, response) => limit(context, request, response)),
    route('post', '/:id/name', (request, response) => rename(context, request, response)),
    route('post', '/:id/:what', (request, response) => {
      const visit = openStudy(context, request, response)
      const { generation } = readForm(generationForm, request.body)
      const what = z.enum(['revoke', 'replace']).safeParse(pathPart(request, 'what'))
      if (!what.success) throw new Refusal('not_found', 'There is no such page.')
      changeOpenLink(context, { ...linkOf(visit, request), generation }, what.data, visit.person.email)
      response.redirect(303, `${visit.base}/open-links?done=open-link-${what.data}d`)
    }),
    route('get', '/:id/card', (request, response) => {
      const visit = openStudy(context, request, response)
      render(response, 'fieldwork/card', cardPage(context, visit, requireLink(context, visit, request)))
    }),
    route('get', '/:id/qr.png', async (request, response) => {
      const visit = openStudy(context, request, response)
      const url = linkUrl(context, requireLink(context, visit, request))
      const png = await toBuffer(url, { type: 'png', width: pngWidth, margin: 4, errorCorrectionLevel: 'M' })
      response.attachment(`${visit.study.slug}-link-${pathPart(request, 'id')}.png`)
      response.setHeader('Cache-Control', 'no-store')
      response.type('png').send(png)
    }),
  ]
}

function make(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const { study, person, base } = visit
  const { form_key: formKey, ...form } = readForm(makeForm, request.body)
  const given = { ...form, formKey, slug: study.slug, onlySociety: person.society }
  try {
    makeOpenLink(context, given, person.email)
  } catch (error) {
    const problems = refusedProblems(error, 'society')
    return void render(response, 'fieldwork/open-links', openLinksPage(context, visit, { problems }), 422)
  }
  response.redirect(303, `${base}/open-links?done=open-link-made`)
}

function limit(context: Context, request: Request, response: Response): void {
  changeField(context, request, response, {
    field: 'cap',
    done: 'open-link-limited',
    change(link, text, actor) {
      setDailyCap(context, link, /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN, actor)
    },
  })
}

function rename(context: Context, request: Request, response: Response): void {
  changeField(context, request, response, {
    field: 'name',
    done: 'open-link-named',
    change: (link, text, actor) => nameOpenLink(context, link, text, actor),
  })
}

/** Changes a link by a form of one field, or shows what to correct in it. */
function changeField(
  context: Context,
  request: Request,
  response: Response,
  what: { field: string; done: string; change: (link: LinkOfStudy, text: string, actor: string) => void },
): void {
  const visit = openStudy(context, request, response)
  const link = linkOf(visit, request)
  const field = `${what.field}-${link.linkId}`
  const form = readForm(z.strictObject({ [field]: z.string().trim().max(300) }), request.body)
  const typed = form[field] ?? ''
  try {
    what.change(link, typed, visit.person.email)
  } catch (error) {
    const problems = refusedProblems(error, field)
    return void render(
      response,
      'fieldwork/open-links',
      openLinksPage(context, visit, { problems, typed: { [field]: typed } }),
      422,
    )
  }
  response.redirect(303, `${visit.base}/open-links?done=${what.done}#link-${link.linkId}`)
}

function linkOf({ study, person }: StudyVisit, request: Request): LinkOfStudy {
  const linkId = Number(pathPart(request, 'id'))
  if (!Number.isSafeInteger(linkId)) throw new Refusal('not_found', 'There is no such link.')
  return { slug: study.slug, linkId, onlySociety: person.society }
}

/** A link whose card and QR code may be printed: one that leads to a closed door is refused. */
function requireLink(context: Context, visit: StudyVisit, request: Request): OpenLinkRow {
  const link = listOpenLinks(context, visit).find(({ id }) => id === Number(pathPart(request, 'id')))
  if (!link) throw new Refusal('not_found', 'There is no such link.')
  const { door, whyOpenLinks } = linkDoor(context, visit.study, visit.now)
  if (door === 'shut' || door === 'begun') throw new Refusal('conflict', whyOpenLinks!)
  if (link.revoked_at !== null)
    throw new Refusal(
      'conflict',
      'This link was stopped: nobody can start by it. Give it a new address first.',
    )
  return link
}
