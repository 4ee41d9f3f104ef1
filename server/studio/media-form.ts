import type { Request, Response } from 'express'
import { z } from 'zod'
import type { MediaRow } from '../../db/queries/media.ts'
import type { Context } from '../context.ts'
import { readUpload } from '../http/read-upload.ts'
import { render } from '../http/render.ts'
import { Refusal } from '../refusal.ts'
import type { DefinitionDraft } from '../studies/definition-draft.ts'
import { mostBytes, saveMedia } from '../studies/media/save-media.ts'
import { languages } from '../words/languages.ts'
import { changeMedia } from './change-media.ts'
import type { Editable } from './editable.ts'
import { openLanguages } from './languages-form.ts'
import { mediaPage } from './media-page.ts'
import { withDraft } from './shell.ts'
import { trySaving } from './topic-form.ts'
import type { Unsaved } from './topic-page.ts'

const actForm = z.object({
  act: z.enum(['add', 'texts', 'subtitles', 'remove']),
  item: z.string().regex(/^[TC]\d{1,3}$/, 'Choose what the picture belongs to'),
  nth: z.enum(['0', '1', '2']).optional(),
  language: z.enum(languages).optional(),
})

const limit = {
  bytes: mostBytes.video,
  sentence: 'The file is larger than 32 MB. Shorten the video or save it smaller.',
}

/** Adds a picture or video to an item, saves its texts, adds subtitles, or takes it away. */
export async function saveMediaFromForm(
  context: Context,
  request: Request,
  response: Response,
): Promise<void> {
  const visit = openLanguages(context, request, response)
  const { fields, file } = await readUpload(request, limit)
  const show = (unsaved: Unsaved, status: number) =>
    render(response, 'studio/media', mediaPage(context, withDraft(context, visit), unsaved), status)
  const refuse = (field: string, message: string) =>
    show({ form: fields, problems: [{ field, message }] }, 422)
  const asked = actForm.safeParse(fields)
  if (!asked.success) return refuse('item', 'Choose what the picture belongs to')
  const { act, item, nth = '0' } = asked.data
  const control = act === 'subtitles' ? `${item}-${nth}` : 'file'
  let kept: MediaRow | undefined
  if (act === 'add' || act === 'subtitles') {
    if (!file)
      return refuse(control, act === 'add' ? 'Choose a picture or video' : 'Choose a file of subtitles')
    try {
      kept = saveMedia(context, file, visit.person.email)
    } catch (error) {
      if (error instanceof Refusal) return refuse(control, error.message)
      throw error
    }
  }
  const list = item.startsWith('T') ? 'targets' : 'comparators'
  const part = (draft: DefinitionDraft) => draft[list]?.find(({ id }) => id === item)?.media ?? null
  const change = (draft: Editable) => changeMedia(draft, asked.data, fields, kept)
  if (!trySaving(context, visit, list, { form: fields, part, change }, show)) return
  response.redirect(
    303,
    `${visit.base}/definition/pictures?done=saved#${act === 'texts' ? `${item}-${nth}` : 'add'}`,
  )
}
