import type { Context } from '../context.ts'
import { render } from '../http/render.ts'
import type { StaffRoute } from '../http/staff-router.ts'
import { openLanguages } from './languages-form.ts'
import { saveMediaFromForm } from './media-form.ts'
import { mediaPage } from './media-page.ts'

/** The page of pictures and videos. */
export function mediaRoutes(context: Context): StaffRoute[] {
  const path = '/studies/:slug/definition/pictures'
  return [
    {
      method: 'get',
      path,
      act: 'steer',
      handle(request, response) {
        render(response, 'studio/media', mediaPage(context, openLanguages(context, request, response)))
      },
    },
    {
      method: 'post',
      path,
      act: 'steer',
      handle: (request, response) => saveMediaFromForm(context, request, response),
    },
  ]
}
