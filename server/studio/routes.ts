import type { Request } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { readForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { pathPart, queryText, type StaffRoute } from '../http/staff-router.ts'
import { Refusal } from '../refusal.ts'
import { openStudy } from '../studies/study-visit.ts'
import { differencePage, historyPage } from './history-page.ts'
import {
  openLanguages,
  openTranslation,
  saveLanguagesFromForm,
  saveTranslationFromForm,
} from './languages-form.ts'
import { languagesPage, translationPage } from './languages-page.ts'
import { mediaRoutes } from './media-routes.ts'
import { pasteFromForm, showPaste } from './paste-form.ts'
import { publishFromForm, showPublish } from './publish-form.ts'
import { restoreDraft } from './restore-draft.ts'
import { openEntry, openTopic, saveEntryFromForm, saveTopicFromForm } from './topic-form.ts'
import { entryPage, topicPage } from './topic-page.ts'
import { wordingRoutes } from './wording-form.ts'

/** The pages on which a study is written. */
export function studioRoutes(context: Context): StaffRoute[] {
  // Pages with a name of their own come before those of topics, whose address would take them.
  return [
    ...wordingRoutes(context),
    ...publishRoutes(context),
    ...historyRoutes(context),
    ...languageRoutes(context),
    ...mediaRoutes(context),
    ...topicRoutes(context),
  ]
}

function publishRoutes(context: Context): StaffRoute[] {
  const path = '/studies/:slug/publish'
  return [
    {
      method: 'get',
      path,
      act: 'steer',
      handle: (request, response) => showPublish(context, request, response),
    },
    {
      method: 'post',
      path,
      act: 'steer',
      handle: (request, response) => publishFromForm(context, request, response),
    },
  ]
}

const restoreForm = z.strictObject({ revision: z.string().regex(/^\d{1,9}$/) })

function historyRoutes(context: Context): StaffRoute[] {
  const path = '/studies/:slug/definition/history'
  return [
    {
      method: 'get',
      path,
      act: 'steer',
      handle(request, response) {
        const visit = openLanguages(context, request, response)
        const page = Number.parseInt(queryText(request, 'page') ?? '1', 10) || 1
        render(response, 'studio/history', historyPage(context, visit, page))
      },
    },
    {
      method: 'get',
      path: `${path}/:revision`,
      act: 'steer',
      handle(request, response) {
        const visit = openLanguages(context, request, response)
        render(response, 'studio/difference', differencePage(context, visit, revisionOf(request)))
      },
    },
    {
      method: 'post',
      path: `${path}/:revision/restore`,
      act: 'steer',
      handle(request, response) {
        const { study, base, person } = openStudy(context, request, response)
        const seen = Number(readForm(restoreForm, request.body).revision)
        restoreDraft(context, study.slug, { to: revisionOf(request), seen }, person.email)
        response.redirect(303, `${base}/definition/history?done=restored`)
      },
    },
  ]
}

function revisionOf(request: Request): number {
  const revision = pathPart(request, 'revision')
  if (!/^[1-9]\d{0,8}$/.test(revision)) throw new Refusal('not_found', 'The history has no such entry.')
  return Number(revision)
}

function languageRoutes(context: Context): StaffRoute[] {
  const path = '/studies/:slug/definition/languages'
  return [
    {
      method: 'get',
      path,
      act: 'steer',
      handle(request, response) {
        const visit = openLanguages(context, request, response)
        render(response, 'studio/languages', languagesPage(context, visit))
      },
    },
    {
      method: 'post',
      path,
      act: 'steer',
      handle: (request, response) => saveLanguagesFromForm(context, request, response),
    },
    {
      method: 'get',
      path: `${path}/:language`,
      act: 'steer',
      handle(request, response) {
        const { visit, language, onlyMissing } = openTranslation(context, request, response)
        render(response, 'studio/translation', translationPage(context, visit, language, { onlyMissing }))
      },
    },
    {
      method: 'post',
      path: `${path}/:language`,
      act: 'steer',
      handle: (request, response) => saveTranslationFromForm(context, request, response),
    },
  ]
}

function topicRoutes(context: Context): StaffRoute[] {
  const path = '/studies/:slug/definition/:topic'
  const paste = '/studies/:slug/definition/comparators/paste'
  return [
    {
      method: 'get',
      path: paste,
      act: 'steer',
      handle: (request, response) => showPaste(context, request, response),
    },
    {
      method: 'post',
      path: paste,
      act: 'steer',
      handle: (request, response) => pasteFromForm(context, request, response),
    },
    {
      method: 'get',
      path,
      act: 'steer',
      handle(request, response) {
        const { visit, topic } = openTopic(context, request, response)
        render(response, 'studio/topic', topicPage(context, visit, topic))
      },
    },
    {
      method: 'post',
      path,
      act: 'steer',
      handle: (request, response) => saveTopicFromForm(context, request, response),
    },
    {
      method: 'get',
      path: `${path}/:entry`,
      act: 'steer',
      handle(request, response) {
        const { visit, topic, list, index } = openEntry(context, request, response)
        render(response, 'studio/entry', entryPage(context, visit, topic, { list, index }))
      },
    },
    {
      method: 'post',
      path: `${path}/:entry`,
      act: 'steer',
      handle: (request, response) => saveEntryFromForm(context, request, response),
    },
  ]
}
