import type { Db } from '../open-database.ts'

export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'video/mp4' | 'text/vtt'

export interface MediaRow {
  sha256: string
  type: MediaType
  bytes: number
  /** pixels; null for subtitles */
  width: number | null
  height: number | null
}

/** Pictures, videos and subtitles, in parts. */
export function mediaQueries(db: Db) {
  return {
    insert: db.prepare<
      [
        sha256: string,
        type: MediaType,
        bytes: number,
        width: number | null,
        height: number | null,
        at: number,
        by: string,
      ]
    >(
      `INSERT INTO media_file (sha256, type, bytes, width, height, added_at, added_by)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    insertPart: db.prepare<[sha256: string, part: number, content: Buffer]>(
      'INSERT INTO media_part (sha256, part, content) VALUES (?, ?, ?)',
    ),
    find: db.prepare<[sha256: string], MediaRow>(
      'SELECT sha256, type, bytes, width, height FROM media_file WHERE sha256 = ?',
    ),
    findPart: db
      .prepare<[sha256: string, part: number], Buffer>(
        'SELECT content FROM media_part WHERE sha256 = ? AND part = ?',
      )
      .pluck(),
  }
}
