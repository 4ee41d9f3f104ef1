import type { MediaRow } from '../../db/queries/media.ts'
import type { Problem } from '../http/problems.ts'
import type { RawForm } from '../http/read-form.ts'
import type { Medium, Text } from '../studies/definition.ts'
import type { DefinitionDraft } from '../studies/definition-draft.ts'
import type { Language } from '../words/languages.ts'
import type { Editable } from './editable.ts'
import { mediumField } from './media-page.ts'
import { textOf } from './topic-form.ts'

type Owner = Editable['targets'][number] | Editable['comparators'][number]
type DraftMedium = NonNullable<Owner['media']>[number]

/** What is to be done with the pictures of which item; `nth` is the picture's place among them. */
export interface Asked {
  act: 'add' | 'texts' | 'subtitles' | 'remove'
  item: string
  nth?: '0' | '1' | '2' | undefined
  language?: Language | undefined
}

/** Changes the pictures and videos of a draft in place; returns what was done, in words, or what is wrong. */
export function changeMedia(
  draft: Editable,
  asked: Asked,
  form: RawForm,
  kept: MediaRow | undefined,
): string | Problem[] {
  const owner: Owner | undefined = [...draft.targets, ...draft.comparators].find(
    ({ id }) => id === asked.item,
  )
  if (!owner) return problem('There is no such procedure any more. Choose another one')
  if (asked.act === 'add') return add(owner, kept)
  const media = owner.media ?? []
  const medium = media[Number(asked.nth ?? '0')]
  if (!medium) return problem('It was taken away meanwhile. Look at the list')
  if (asked.act === 'texts') return putTexts(draft, asked, form, medium)
  if (asked.act === 'subtitles') return putSubtitles(asked, medium, kept)
  media.splice(media.indexOf(medium), 1)
  if (media.length === 0) delete owner.media
  return `A picture or video was taken from ${asked.item}`
}

function problem(message: string): Problem[] {
  return [{ field: 'item', message }]
}

function add(owner: Owner, kept: MediaRow | undefined): string | Problem[] {
  if (!kept || kept.width === null || kept.height === null)
    return problem('Subtitles belong to a video. Add them below the video')
  const media = owner.media ?? []
  if (media.some(({ file }) => file === kept.sha256)) return problem('It has this picture or video already')
  if (media.length >= 3) return problem('A procedure has at most three pictures and videos')
  const { sha256, type, width, height } = kept
  owner.media = [...media, { file: sha256, type: type as Medium['type'], width, height, alternative: {} }]
  return `A picture or video was added to ${owner.id}`
}

function putTexts(draft: Editable, asked: Asked, form: RawForm, medium: DraftMedium): string {
  medium.alternative = textsOf(draft, asked, form, 'alternative', medium.alternative)
  const caption = textsOf(draft, asked, form, 'caption', medium.caption)
  if (Object.keys(caption).length > 0) medium.caption = caption
  else delete medium.caption
  return `Texts of a picture or video of ${asked.item} were saved`
}

function putSubtitles(asked: Asked, medium: DraftMedium, kept: MediaRow | undefined): string | Problem[] {
  if (kept?.type !== 'text/vtt' || medium.type !== 'video/mp4' || !asked.language)
    return problem('Subtitles are a WebVTT file for a video, in a language of the study')
  medium.subtitles = { ...medium.subtitles, [asked.language]: kept.sha256 }
  return `Subtitles were added to a video of ${asked.item}`
}

/** Texts as typed in the languages of the study; those in other languages stay. */
function textsOf(
  { languages: asked }: Editable,
  { item, nth = '0' }: Asked,
  form: RawForm,
  text: 'alternative' | 'caption',
  before: DefinitionDraft['title'],
): Text {
  const texts: Partial<Record<Language, string | undefined>> = { ...before }
  for (const language of asked) {
    const typed = textOf(form, mediumField(item, Number(nth), text, language)).trim()
    if (typed === '') delete texts[language]
    else texts[language] = typed
  }
  return texts as Text
}
