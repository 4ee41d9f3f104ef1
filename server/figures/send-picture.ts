import type { Request, Response } from 'express'
import type { Picture } from '../pictures/picture.ts'
import { pictureFile, pictureTag, pictureTypes } from './picture-file.ts'
import type { PictureKind } from './picture-kinds.ts'

/** Answers with a picture's file to be saved as `saveAs`; whoever has it already is told so without drawing it. */
export async function sendPicture(
  request: Request,
  response: Response,
  picture: Picture,
  { kind, saveAs }: { kind: PictureKind; saveAs: string },
): Promise<void> {
  response.setHeader('ETag', `"${pictureTag(picture, kind)}"`)
  response.setHeader('Cache-Control', 'private, no-cache')
  if (request.fresh) {
    response.status(304).end()
    return
  }
  const body = await pictureFile(picture, kind)
  response.attachment(`${saveAs}.${kind}`)
  response.setHeader('Content-Type', pictureTypes[kind])
  response.setHeader('Content-Length', body.length)
  response.end(request.method === 'HEAD' ? undefined : body)
}
