import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { render } from '../http/render.ts'
import { requirePerson } from '../http/require-role.ts'
import { sendMedia } from '../http/send-media.ts'
import { pathPart, type StaffRoute } from '../http/staff-router.ts'
import { canonicalJson } from './canonical-json.ts'
import { createFromForm, replaceFromForm } from './create-study-form.ts'
import { definitionPage, replacePage } from './definition-page.ts'
import { closeStudy } from './lifecycle.ts'
import { newStudyPage, studyListPage } from './list-pages.ts'
import { closePage, closingTimePage, publishPage } from './publish-page.ts'
import { beginClosingFromForm, publishFromForm, setCloseTimeFromForm } from './publish-study-form.ts'
import { pauseStudy, resumeStudy } from './study-transitions.ts'
import { openStudy, type StudyVisit } from './study-visit.ts'
import { makeTestLinks } from './test-links.ts'
import { tryPage } from './try-page.ts'

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
      handle: (_request, response) =>
        render(response, 'studies/list', studyListPage(context, requirePerson(response))),
    },
    {
      method: 'get',
      path: '/studies/new',
      act: 'steer',
      handle: (_request, response) =>
        render(response, 'studies/new', newStudyPage(context, requirePerson(response))),
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
    page('/definition.json', 'read', ({ study, definition }, response) => {
      response.attachment(`${study.slug}-definition.json`)
      response.type('json').send(canonicalJson(definition))
    }),
    page('/replace', 'steer', (visit, response) => render(response, 'studies/replace', replacePage(visit))),
    {
      method: 'post',
      path: '/studies/:slug/replace',
      act: 'steer',
      handle: (request, response) => replaceFromForm(context, request, response),
    },
    page('/try', 'steer', (visit, response) => render(response, 'studies/try', tryPage(context, visit))),
    action(context, '/test-links', 'try?done=test-links', makeTestLinks),
  ]
}

function lifeRoutes(context: Context): StaffRoute[] {
  const page = pageOf(context)
  return [
    page('/publish', 'steer', (visit, response) =>
      render(response, 'studies/publish', publishPage(context, visit)),
    ),
    {
      method: 'post',
      path: '/studies/:slug/publish',
      act: 'steer',
      handle: (request, response) => publishFromForm(context, request, response),
    },
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
