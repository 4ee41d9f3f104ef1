import type { Context } from '../context.ts'
import { render } from '../http/render.ts'
import type { StaffRoute } from '../http/staff-router.ts'
import { openEntry, openTopic, saveEntryFromForm, saveTopicFromForm } from './topic-form.ts'
import { entryPage, topicPage } from './topic-page.ts'

/** The pages on which a study is written. */
export function studioRoutes(context: Context): StaffRoute[] {
  return topicRoutes(context)
}

function topicRoutes(context: Context): StaffRoute[] {
  const path = '/studies/:slug/definition/:topic'
  return [
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
