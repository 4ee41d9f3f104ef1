import type { Context } from '../context.ts'
import type { Comparator, Medium, Target } from '../studies/definition.ts'
import { languageNames } from '../words/languages.ts'
import type { Visit } from './open-link.ts'
import type { MediumView } from './question-models.ts'
import { say } from './visit-shell.ts'

/** Returns the pictures and videos of an item as a page shows them; all come from the site itself. */
export function mediaOf(context: Context, visit: Visit, item: Target | Comparator): MediumView[] {
  const src = (file: string) => `${visit.base}/media/${file}`
  return (item.media ?? []).map((medium): MediumView => {
    const video = medium.type === 'video/mp4'
    return {
      id: `medium-${item.id}-${medium.file.slice(0, 8)}`,
      video,
      src: src(medium.file),
      type: medium.type,
      width: medium.width,
      height: medium.height,
      alternative: say(visit, medium.alternative),
      caption: say(visit, medium.caption),
      size: video ? visit.words.videoOf(sizeText(context, visit, medium)) : '',
      subtitles: visit.definition.languages.flatMap((language) => {
        const file = medium.subtitles?.[language]
        const name = languageNames[language]
        return file ? [{ src: src(file), language, name, chosen: language === visit.language }] : []
      }),
    }
  })
}

function sizeText(context: Context, visit: Visit, { file }: Medium): string {
  const bytes = context.queries.media.find.get(file)?.bytes ?? 0
  const format = { style: 'unit', unit: 'megabyte', unitDisplay: 'short', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(visit.language, format).format(bytes / 2 ** 20)
}
