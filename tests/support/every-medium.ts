import type { Context } from '../../server/context.ts'
import type { Definition, Medium } from '../../server/studies/definition.ts'
import { saveMedia } from '../../server/studies/media/save-media.ts'
import { languages } from '../../server/words/languages.ts'
import { mp4File, pngFile } from './media-files.ts'

const who = 'coordinator@society.example'

/** The same word in each language, marked by it. */
export function inEveryLanguage(word: string): Medium['alternative'] {
  return Object.fromEntries(languages.map((language) => [language, `${word} ${language}`]))
}

/**
 * Keeps the files and gives the first target a picture and a video with Spanish subtitles, each comparator a picture.
 * Returns how the definition names them.
 */
export function everyMedium(
  definition: Definition,
  context: Context,
): { picture: string; film: string; subtitles: string } {
  const keep = (file: Buffer) => {
    const { sha256, type, width, height } = saveMedia(context, file, who)
    return { file: sha256, type, width: width ?? 0, height: height ?? 0 } as Omit<Medium, 'alternative'>
  }
  const picture = keep(pngFile(800, 500))
  const film = keep(mp4File({ bytes: 700_000 }))
  const es = keep(Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nVértebra\n')).file
  definition.targets[0]!.media = [
    { ...picture, alternative: inEveryLanguage('channel'), caption: inEveryLanguage('caption') },
    { ...film, alternative: inEveryLanguage('what happens'), subtitles: { es } },
  ]
  for (const comparator of definition.comparators)
    comparator.media = [{ ...picture, alternative: inEveryLanguage('plate') }]
  return { picture: picture.file, film: film.file, subtitles: es }
}
