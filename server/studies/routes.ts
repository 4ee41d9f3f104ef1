import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { sendMedia } from '../http/send-media.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { closePage, closingTimePage } from './close-pages.ts'
import { beginClosingFromForm, setCloseTimeFromForm } from './closing-time-form.ts'
import { copyOf, createFromForm, replaceFromForm } from './create-study-form.ts'
import { definitionPage, deletePage, replacePage } from './definition-page.ts'
import { deleteFromForm } from './delete-draft-form.ts'
import { definitionFile } from './drafts.ts'
import { closeStudy } from './lifecycle.ts'
import { newStudyPage, studyListPage } from './list-pages.ts'
import { archiveStudy, pauseStudy, resumeStudy } from './study-transitions.ts'
import { openStudy, type StudyVisit } from './study-visit.ts'

/** The pages of studies and their life. */
export function studyRoutes(context: Context): StaffRoute[] {
  return [...listRoutes(context), ...definitionRoutes(context), ...lifeRoutes(context)]
}

function listRoutes(context: Context): StaffRoute[] {
  return [
    {
      method: 'get',
      path: '/media/:file',
      act: 'read',
      handle: (request, response) => sendMedia(context, request, response, pathPart(request, 'file')),
    },
    {
      method: 'get',
      path: '/studies',
      act: 'read',
      handle: (request, response) =>
        render(
          response,
          'studies/list',
          studyListPage(context, requirePerson(response), queryText(request, 'done')),
        ),
    },
    {
      method: 'get',
      path: '/studies/new',
      act: 'steer',
      handle: (request, response) =>
        render(response, 'studies/new', newStudyPage(context, requirePerson(response), copyOf(request))),
    },
    {
      method: 'post',
      path: '/studies',
      act: 'steer',
      handle: (request, response) => createFromForm(context, request, response),
    },
  ]
}

function definitionRoutes(context: Context): StaffRoute[] {
  const page = pageOf(context)
  return [
    page('', 'read', (visit, response) =>
      render(response, 'studies/definition', definitionPage(context, visit)),
    ),
    page('/definition.json', 'read', ({ study }, response) => {
      response.attachment(`${study.slug}-definition.json`)
      response.type('json').send(definitionFile(context, study))
    }),
    page('/replace', 'steer', (visit, response) => render(response, 'studies/replace', replacePage(visit))),
    {
      method: 'post',
      path: '/studies/:slug/replace',
      act: 'steer',
      handle: (request, response) => replaceFromForm(context, request, response),
    },
  ]
}

function lifeRoutes(context: Context): StaffRoute[] {
  const page = pageOf(context)
  return [
    page('/closing-time', 'steer', (visit, response) =>
      render(response, 'studies/closing-time', closingTimePage(context, visit)),
    ),
    {
      method: 'post',
      path: '/studies/:slug/closing-time',
      act: 'steer',
      handle: (request, response) => setCloseTimeFromForm(context, request, response),
    },
    action(context, '/pause', '?done=paused', pauseStudy),
    action(context, '/resume', '?done=resumed', resumeStudy),
    page('/close', 'steer', (visit, response) =>
      render(response, 'studies/close', closePage(context, visit)),
    ),
    {
      method: 'post',
      path: '/studies/:slug/begin-closing',
      act: 'steer',
      handle: (request, response) => beginClosingFromForm(context, request, response),
    },
    action(context, '/close', '?done=closed', closeStudy),
    action(context, '/archive', '?done=archived', archiveStudy),
    page('/delete', 'steer', (visit, response) =>
      render(response, 'studies/delete', deletePage(context, visit)),
    ),
    {
      method: 'post',
      path: '/studies/:slug/delete',
      act: 'steer',
      handle: (request, response) => deleteFromForm(context, request, response),
    },
  ]
}

function pageOf(context: Context) {
  return (
    path: string,
    act: StaffRoute['act'],
    show: (visit: StudyVisit, response: Response) => void,
  ): StaffRoute => ({
    method: 'get',
    path: `/studies/:slug${path}`,
    act,
    handle: (request: Request, response) => show(openStudy(context, request, response), response),
  })
}

/** A change of a study that needs no form: done, then on to one of the study's pages. */
function action(
  context: Context,
  path: string,
  then: string,
  run: (context: Context, slug: string, actor: string) => unknown,
): StaffRoute {
  return {
    method: 'post',
    path: `/studies/:slug${path}`,
    act: 'steer',
    handle: (request, response) => {
      const { study, person, base } = openStudy(context, request, response)
      run(context, study.slug, person.email)
      response.redirect(303, then.startsWith('?') ? base + then : `${base}/${then}`)
    },
  }
}
