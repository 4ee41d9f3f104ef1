import { createHash } from 'node:crypto'
import { createReadStream, fstatSync, openSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'

/** A body by its content: the same bytes have the same tag, so a program that has them is answered with 304. */
interface Content {
  type: string
  sha256: string
  bytes: number
  /** the name under which a browser saves it */
  saveAs?: string
}

/** Answers with JSON. */
export function sendJson(request: Request, response: Response, value: unknown): void {
  sendText(request, response, `${JSON.stringify(value, null, 2)}\n`, {})
}

/** Answers with a text of JSON as it stands. */
export function sendText(
  request: Request,
  response: Response,
  text: string,
  options: Pick<Content, 'saveAs'>,
): void {
  const sha256 = createHash('sha256').update(text).digest('hex')
  const type = 'application/json; charset=utf-8'
  if (begin(request, response, { type, sha256, bytes: Buffer.byteLength(text), ...options }))
    response.end(text)
}

/**
 * Answers with a file. It is opened before anything else can happen and read through that, so what is sent is whole
 * even where the file is replaced or the token revoked on the way.
 */
export async function sendFile(
  request: Request,
  response: Response,
  path: string,
  content: Omit<Content, 'bytes'>,
): Promise<void> {
  const descriptor = openSync(path, 'r')
  const stream = createReadStream(path, { fd: descriptor })
  if (!begin(request, response, { ...content, bytes: fstatSync(descriptor).size })) {
    stream.destroy()
    return
  }
  try {
    await pipeline(stream, response)
  } catch (error) {
    // Whoever asked has gone away: that is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

/** Sends the headers; returns whether the body is to follow. */
function begin(request: Request, response: Response, content: Content): boolean {
  response.setHeader('ETag', `"${content.sha256}"`)
  response.setHeader('Cache-Control', 'private, no-cache')
  // The address may hold a token.
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Vary', 'Authorization')
  if (request.fresh) {
    response.status(304).end()
    return false
  }
  response.setHeader('Content-Type', content.type)
  response.setHeader('Content-Length', content.bytes)
  if (content.saveAs !== undefined)
    response.attachment(content.saveAs).setHeader('Content-Type', content.type)
  if (request.method !== 'HEAD') return true
  response.end()
  return false
}
