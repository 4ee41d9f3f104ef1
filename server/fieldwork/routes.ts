import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { refusedProblems } from '../http/problems.ts'
import { readUpload } from '../http/read-upload.ts'
import { render } from '../http/render.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { nextTurn } from '../next-turn.ts'
import { Refusal } from '../refusal.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { openStudy } from '../studies/study-visit.ts'
import { replaceLink, revokeLink } from './change-link.ts'
import { funnelPage } from './funnel-page.ts'
import { importMembers } from './import-members.ts'
import { linkPages } from './links-csv.ts'
import { importedQuery, importedSentences, membersPage } from './members-page.ts'

/** The pages of members, links and the funnel. */
export function fieldworkRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/studies/:slug/fieldwork',
      act: 'read',
      handle: (request, response) =>
        render(response, 'fieldwork/funnel', funnelPage(context, openStudy(context, request, response))),
    },
    {
      method: 'get',
      path: '/studies/:slug/members',
      act: 'identities',
      handle: (request, response) => showMembers(context, request, response),
    },
    {
      method: 'post',
      path: '/studies/:slug/members',
      act: 'identities',
      handle: (request, response) => addMembers(context, request, response),
    },
    {
      method: 'get',
      path: '/studies/:slug/links.csv',
      act: 'identities',
      handle: (request, response) => sendLinks(context, request, response),
    },
    changeRoute(context, 'revoke', 'link-revoked', revokeLink),
    changeRoute(context, 'replace', 'link-replaced', replaceLink),
  ]
}

function showMembers(context: Context, request: Request, response: Response): void {
  const visit = openStudy(context, request, response)
  const page = Number(/^\d{1,6}$/.exec(queryText(request, 'page') ?? '')?.[0] ?? 1)
  const imported = importedSentences(request.query)
  render(response, 'fieldwork/members', membersPage(context, visit, { page, imported }))
}

async function addMembers(context: Context, request: Request, response: Response): Promise<void> {
  const visit = openStudy(context, request, response)
  const { fields, file } = await readUpload(request)
  const text = typeof fields.text === 'string' ? fields.text : ''
  const { study, person } = visit
  let query: string
  try {
    if (!file && text.trim() === '') throw new Refusal('invalid', 'Choose a file or paste a list.')
    const list = file ?? text
    query = importedQuery(await importMembers(context, study.slug, list, person.email, person.society))
  } catch (error) {
    const page = membersPage(context, visit, {
      text,
      problems: refusedProblems(error, file ? 'file' : 'text'),
    })
    return render(response, 'fieldwork/members', page, 422)
  }
  response.redirect(303, `${visit.base}/members?${query}`)
}

async function sendLinks(context: Context, request: Request, response: Response): Promise<void> {
  const { study, person } = openStudy(context, request, response)
  // Whoever only looks at the headers takes no link away.
  if (request.method !== 'HEAD')
    await context.write(() => logEvent(context, person.email, 'links downloaded', study.id, {}))
  response.attachment(`${study.slug}-links.csv`)
  response.setHeader('Cache-Control', 'no-store')
  response.type('text/csv; charset=utf-8')
  try {
    await pipeline(Readable.from(calmly(linkPages(context, study.slug, person.society))), response)
  } catch (error) {
    // Whoever stops a download half way is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

/** Spreadsheet programs read UTF-8 only behind a byte order mark. Others have their turn between the pages. */
async function* calmly(pages: Iterable<string>): AsyncGenerator<string> {
  yield '\uFEFF'
  for (const page of pages) {
    yield page
    await nextTurn()
  }
}

function changeRoute(context: Context, path: string, done: string, change: typeof revokeLink): StaffRoute {
  return {
    method: 'post',
    path: `/studies/:slug/members/:id/${path}`,
    act: 'identities',
    handle: (request, response) => {
      const { study, person, base } = openStudy(context, request, response)
      const invitationId = Number(pathPart(request, 'id'))
      if (!Number.isSafeInteger(invitationId)) throw new Refusal('not_found', 'There is no such member.')
      change(context, { slug: study.slug, invitationId, onlySociety: person.society }, person.email)
      response.redirect(303, `${base}/members?done=${done}`)
    },
  }
}
