import { createHash } from 'node:crypto'
import type { MediaRow, MediaType } from '../../../db/queries/media.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../refusal.ts'
import { logEvent } from '../lifecycle.ts'
import { readPicture } from './pictures.ts'
import { withoutHiddenData } from './video-privacy.ts'
import { readVideo } from './videos.ts'

/** A stored part is this long, the last one shorter. */
export const partBytes = 256 * 1024

const mega = 2 ** 20
/** The largest files, in bytes: a picture must not keep somebody on a phone waiting. */
export const mostBytes = { picture: 2 * mega, video: 32 * mega, subtitles: 256 * 1024 }
const mostPixels = 8000

type Kept = { type: MediaType; content: Buffer; width: number | null; height: number | null }

/**
 * Keeps a picture, a video or subtitles under the SHA-256 of the content, and returns its row; the same file twice is
 * kept once. Refuses what browsers do not show, what is too large and what is no such file. Runs in a write of its own.
 */
export function saveMedia(context: Context, file: Buffer, actor: string): MediaRow {
  const { type, content, width, height } = toKeep(file)
  const sha256 = createHash('sha256').update(content).digest('hex')
  return context.transaction(() => {
    const { media } = context.queries
    const known = media.find.get(sha256)
    if (known) return known
    media.insert.run(sha256, type, content.length, width, height, context.now(), actor)
    for (let part = 0; part * partBytes < content.length; part++)
      media.insertPart.run(sha256, part, content.subarray(part * partBytes, (part + 1) * partBytes))
    logEvent(context, actor, 'media added', null, { sha256, type, bytes: content.length })
    return media.find.get(sha256)!
  })
}

function toKeep(file: Buffer): Kept {
  const picture = readPicture(file)
  if (picture) {
    refuseLarger(
      picture.content,
      mostBytes.picture,
      'A picture',
      'Save it smaller, such as 1600 pixels wide.',
    )
    refuseTooWide(picture)
    return picture
  }
  const video = readVideo(file)
  if (video) {
    refuseLarger(file, mostBytes.video, 'A video', 'Shorten it or save it smaller, such as 720 pixels high.')
    refuseTooWide(video)
    if (video.codec !== 'avc1')
      throw new Refusal('invalid', 'Not every browser plays this video. Save it as MP4 with H.264 pictures.')
    const content = withoutHiddenData(file)
    if (!content) throw new Refusal('invalid', cannotClean)
    return { type: 'video/mp4', content, width: video.width, height: video.height }
  }
  if (isSubtitles(file)) {
    refuseLarger(file, mostBytes.subtitles, 'A file of subtitles', '')
    return { type: 'text/vtt', content: file, width: null, height: null }
  }
  throw new Refusal(
    'invalid',
    'This file is no picture (JPEG, PNG or WebP), no video (MP4) and no subtitles (WebVTT), or it is damaged.',
  )
}

const cannotClean =
  'This video is damaged, or holds measurements, such as places, that cannot be taken out here. Save it anew as MP4 with picture and sound only.'

function refuseLarger(content: Buffer, most: number, what: string, advice: string): void {
  if (content.length <= most) return
  const size = most < mega ? `${most / 1024} kB` : `${most / mega} MB`
  throw new Refusal('too_large', `${what} may have ${size} at most. ${advice}`.trim())
}

function refuseTooWide({ width, height }: { width: number; height: number }): void {
  if (Math.max(width, height) > mostPixels || Math.min(width, height) < 1)
    throw new Refusal('invalid', `A side may have ${mostPixels} pixels at most.`)
}

function isSubtitles(file: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file)
    return /^WEBVTT(?:[ \t\r\n]|$)/.test(text)
  } catch {
    return false
  }
}
