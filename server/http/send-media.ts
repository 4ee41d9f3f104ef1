import { pipeline, Readable } from 'node:stream'
import type { Request, Response } from 'express'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'

/**
 * Sends a stored picture, video or subtitles. Its address names its content, so a browser keeps it for good; a range,
 * as players ask for, is answered with 206 and read part by part. Refuses a file that is not stored.
 */
export function sendMedia(context: Context, request: Request, response: Response, sha256: string): void {
  const file = context.queries.media.find.get(sha256)
  if (!file) throw new Refusal('not_found', 'There is no such file.')
  response.setHeader('Cache-Control', 'private, max-age=31536000, immutable')
  response.setHeader('Accept-Ranges', 'bytes')
  response.setHeader('ETag', `"${sha256}"`)
  if (request.headers['if-none-match'] === `"${sha256}"`) return void response.status(304).end()
  const range = rangeOf(request.headers.range, file.bytes)
  if (range === 'impossible') {
    response.setHeader('Content-Range', `bytes */${file.bytes}`)
    return void response.status(416).end()
  }
  const [first, last] = range ?? [0, file.bytes - 1]
  if (range) response.setHeader('Content-Range', `bytes ${first}-${last}/${file.bytes}`)
  response.status(range ? 206 : 200)
  response.setHeader('Content-Type', file.type === 'text/vtt' ? 'text/vtt; charset=utf-8' : file.type)
  response.setHeader('Content-Length', last - first + 1)
  if (request.method === 'HEAD') return void response.end()
  // Each part is read when the last one has gone out: a slow phone holds no video in memory.
  pipeline(Readable.from(partsOf(context, sha256, first, last)), response, (error) => {
    // Whoever stops a video half way is no fault of ours. One that was taken away meanwhile breaks off.
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
      context.log.error({ err: error }, 'a picture or video was not sent to its end')
  })
}

/** Returns the first and last byte asked for (RFC 9110, one range), undefined for the whole file. */
export function rangeOf(
  header: string | undefined,
  bytes: number,
): [first: number, last: number] | 'impossible' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const [, from, to] = match as unknown as [string, string, string]
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const last = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  return first > last ? 'impossible' : [first, last]
}

function* partsOf(context: Context, sha256: string, first: number, last: number): Generator<Buffer> {
  const { findPart } = context.queries.media
  // All parts but the last have the length of the first.
  const whole = findPart.get(sha256, 0)!.length
  for (let part = Math.floor(first / whole); part * whole <= last; part++) {
    const begin = part * whole
    yield findPart.get(sha256, part)!.subarray(Math.max(0, first - begin), last + 1 - begin)
  }
}
