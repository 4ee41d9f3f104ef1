import type { MediaRow, MediaType } from '../../db/queries/media.ts'
import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { textIn } from '../studies/definition-text.ts'
import { mediaFiles, partsOfMedia } from '../studies/media/media-files.ts'
import type { CodebookPart } from './codebook.ts'
import type { Cell } from './column.ts'
import { mediaColumns } from './columns-media.ts'
import type { ExportedVersion, Snapshot } from './snapshot.ts'
import { type FileFacts, writeBytes, writeTable } from './table-file.ts'

/** With more bytes than this the videos are left out, unless somebody asks for all: a server keeps every dataset twice. */
export const mostMediaBytes = 250_000_000

const table = 'instrument/media.csv'
const endings: Record<MediaType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'text/vtt': 'vtt',
}

/** The pictures, videos and subtitles of every version in a snapshot. */
export interface InstrumentMedia {
  /** those that are written, in the order of their hashes */
  written: readonly MediaRow[]
  /** those that are not, because of their size or because nobody wants them */
  leftOut: readonly MediaRow[]
  /** how many the definition of a test names that this installation does not have; publishing refuses it */
  missing: number
  /** whether somebody asked for none */
  unwanted: boolean
}

/** Returns which pictures and videos go into an archive; undefined for a study that shows none. */
export function instrumentMedia(context: Context, snapshot: Snapshot): InstrumentMedia | undefined {
  const hashes = new Set<string>()
  for (const { definition } of snapshot.versions.values())
    for (const hash of mediaFiles(definition).keys()) hashes.add(hash)
  if (hashes.size === 0) return undefined
  const { find } = context.queries.media
  const rows = [...hashes].sort().flatMap((hash) => find.get(hash) ?? [])
  const unwanted = snapshot.request.media === 'none'
  const isLarge = snapshot.request.media !== 'all' && bytesOf(rows) > mostMediaBytes
  const isWritten = ({ type }: MediaRow): boolean =>
    !unwanted && !(isLarge && (type === 'video/mp4' || type === 'text/vtt'))
  return {
    written: rows.filter(isWritten),
    leftOut: rows.filter((row) => !isWritten(row)),
    missing: hashes.size - rows.length,
    unwanted,
  }
}

/** Returns how many bytes files are together. */
export function bytesOf(rows: readonly MediaRow[]): number {
  return rows.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Returns where a written file lies, by its hash; undefined for one that is left out. */
export function placesOf({ written }: InstrumentMedia): (sha256: string | undefined) => string | undefined {
  const places = new Map(
    written.map(({ sha256, type }) => [sha256, `instrument/media/${sha256}.${endings[type]}`]),
  )
  return (sha256) => (sha256 === undefined ? undefined : places.get(sha256))
}

/**
 * Writes the files, each read part by part, and the table that says what they are. They never change, so this needs no
 * snapshot. Throws where the content is not the one a file is named by.
 */
export function writeMedia(
  context: Context,
  { versions, request }: Snapshot,
  media: InstrumentMedia,
  folder: string,
  report: Report,
): FileFacts[] {
  const placeOf = placesOf(media)
  const files = media.written.map(({ sha256 }, done) => {
    report({ step: 'Pictures and videos', done, total: media.written.length, unit: 'files' })
    const facts = writeBytes(folder, placeOf(sha256)!, partsOfMedia(context, sha256))
    if (facts.sha256 !== sha256)
      throw new Error(`the stored file ${sha256} is damaged: its content has the hash ${facts.sha256}`)
    return facts
  })
  const rows = [...versions.values()].flatMap((version) => [...rowsOf(version, placeOf)])
  return [...files, writeTable(folder, table, mediaColumns, request.flavour, rows)]
}

function* rowsOf(
  { label, definition }: ExportedVersion,
  placeOf: (sha256: string | undefined) => string | undefined,
): Generator<Cell[]> {
  for (const { id, media = [] } of [...definition.targets, ...definition.comparators])
    for (const [index, one] of media.entries())
      for (const language of definition.languages)
        yield [
          label,
          id,
          index + 1,
          language,
          one.type,
          one.width,
          one.height,
          one.file,
          placeOf(one.file) ?? null,
          textIn(one.alternative, language, definition),
          textIn(one.caption, language, definition) || null,
          placeOf(one.subtitles?.[language]) ?? null,
        ]
}

/** Returns what the codebook says of the table. */
export function mediaParts(media: InstrumentMedia | undefined): CodebookPart[] {
  return media ? [{ file: table, columns: mediaColumns }] : []
}
