import type { Context } from '../../context.ts'
import type { Definition } from '../definition.ts'
import type { MissingPart } from '../missing-parts.ts'

/** Returns the files that a definition's pictures, videos and subtitles are, each once, with where they are named. */
export function mediaFiles(definition: Definition): Map<string, string> {
  const files = new Map<string, string>()
  for (const list of ['targets', 'comparators'] as const)
    definition[list].forEach(({ media = [] }, index) => {
      media.forEach(({ file, subtitles = {} }, nth) => {
        const path = `${list}[${index}].media[${nth}]`
        files.set(file, `${path}.file`)
        for (const [language, track] of Object.entries(subtitles))
          files.set(track, `${path}.subtitles.${language}`)
      })
    })
  return files
}

/** Returns a part for each file that a definition names and this installation does not have, as after an import. */
export function missingMedia(context: Context, definition: Definition): MissingPart[] {
  return [...mediaFiles(definition)]
    .filter(([sha256]) => context.queries.media.find.get(sha256) === undefined)
    .map(([sha256, path]) => ({
      topic: path.startsWith('targets') ? 'targets' : 'comparators',
      sentence: `A picture or video is missing: add the file ${sha256.slice(0, 12)}… again.`,
      path,
    }))
}

/** Yields the content of a stored file part by part: a video is never in memory as a whole. */
export function* partsOfMedia(context: Context, sha256: string): Generator<Buffer> {
  const { findPart } = context.queries.media
  for (let part = 0; ; part++) {
    const content = findPart.get(sha256, part)
    if (content === undefined) return
    yield content
  }
}
