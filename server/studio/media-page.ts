import type { Context } from '../context.ts'
import type { Comparator, Medium, Target } from '../studies/definition.ts'
import { codesText, textIn } from '../studies/definition-text.ts'
import { mostBytes } from '../studies/media/save-media.ts'
import { type Language, languageNames } from '../words/languages.ts'
import type { MediaPage, MediumModel } from './media-models.ts'
import type { FieldModel } from './pages.ts'
import { type StudioVisit, studioShell } from './shell.ts'
import { conflictModel, type Unsaved } from './topic-page.ts'
import { requireTopic } from './topics/index.ts'

const mega = 2 ** 20

/** Returns the page on which pictures and videos are added to descriptions, and their texts written. */
export function mediaPage(context: Context, visit: StudioVisit, unsaved?: Unsaved): MediaPage {
  const { base, draft } = visit
  const items = [...draft.shown.targets, ...draft.shown.comparators]
  const nameOf = (item: Target | Comparator) =>
    [item.id, codesText(item), textIn(item.label, draft.shown.languages[0]!, draft.shown)]
      .filter(Boolean)
      .join(' · ')
  const hasErrors = unsaved !== undefined
  return {
    ...studioShell(context, visit, { title: 'Pictures and video', current: 'pictures', hasErrors }),
    action: `${base}/definition/pictures`,
    problems: unsaved?.problems ?? [],
    conflict: conflictModel(context, requireTopic('targets'), unsaved?.conflict),
    choices: items.map((item) => ({ value: item.id, label: nameOf(item) })),
    limits: `JPEG, PNG or WebP up to ${mostBytes.picture / mega} MB; MP4 (H.264) up to ${mostBytes.video / mega} MB.`,
    items: items
      .filter((item) => item.media)
      .map((item) => ({
        name: nameOf(item),
        media: item.media!.map((medium, nth) => toModel(context, visit, item.id, nth, medium, unsaved)),
      })),
  }
}

/** Returns the name of the field of a text of a picture or video. */
export function mediumField(
  item: string,
  nth: number,
  text: 'alternative' | 'caption',
  language: Language,
): string {
  return `${item}.${nth}.${text}.${language}`
}

function toModel(
  context: Context,
  visit: StudioVisit,
  item: string,
  nth: number,
  medium: Medium,
  unsaved: Unsaved | undefined,
): MediumModel {
  const { languages } = visit.draft.shown
  const video = medium.type === 'video/mp4'
  const bytes = context.queries.media.find.get(medium.file)?.bytes
  const size =
    bytes === undefined ? 'this file is missing here: add it again' : `${Math.ceil(bytes / 1024)} kB`
  const field = (text: 'alternative' | 'caption', language: Language): FieldModel => {
    const id = mediumField(item, nth, text, language)
    const typed = unsaved?.form[id]
    const what =
      text === 'caption' ? 'Caption' : video ? 'What happens in the video' : 'What the picture shows'
    return {
      control: text === 'caption' ? 'input' : 'area',
      id,
      label: languages.length > 1 ? `${what}, ${languageNames[language]}` : what,
      hint: undefined,
      optional: text === 'caption',
      error: undefined,
      value: typeof typed === 'string' ? typed : (medium[text]?.[language] ?? ''),
      rows: 2,
      numeric: false,
      lang: language,
      choices: [],
    }
  }
  return {
    item,
    nth,
    anchor: `${item}-${nth}`,
    video,
    src: `/media/${medium.file}`,
    width: medium.width,
    height: medium.height,
    facts: `${medium.type.slice(6).toUpperCase()}, ${medium.width} × ${medium.height} pixels, ${size}`,
    fields: languages.flatMap((language) => [field('alternative', language), field('caption', language)]),
    subtitles: video
      ? languages.map((code) => ({
          code,
          name: languageNames[code],
          there: medium.subtitles?.[code] !== undefined,
        }))
      : [],
  }
}
