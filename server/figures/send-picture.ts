import type { Request, Response } from 'express'
import type { Picture } from '../pictures/picture.ts'
import { pictureFile, pictureTag, pictureTypes } from './picture-file.ts'
import type { PictureKind } from './picture-kinds.ts'
import { withSimulatedMark } from './simulated-mark.ts'

/** How a picture is sent. */
export interface SentPicture {
  kind: PictureKind
  /** name of the file without its ending */
  saveAs: string
  /** what must be read first, where its answers are simulated; drawing and name of the file then say so */
  simulated?: string | undefined
}

/** Answers with a picture's file; whoever has it already is told so without drawing it. */
export async function sendPicture(
  request: Request,
  response: Response,
  drawn: Picture,
  { kind, saveAs, simulated }: SentPicture,
): Promise<void> {
  const picture = simulated === undefined ? drawn : withSimulatedMark(drawn, simulated)
  response.setHeader('ETag', `"${pictureTag(picture, kind)}"`)
  response.setHeader('Cache-Control', 'private, no-cache')
  if (request.fresh) {
    response.status(304).end()
    return
  }
  const body = await pictureFile(picture, kind)
  response.attachment(`${saveAs}${simulated === undefined ? '' : '-simulated'}.${kind}`)
  response.setHeader('Content-Type', pictureTypes[kind])
  response.setHeader('Content-Length', body.length)
  response.end(request.method === 'HEAD' ? undefined : body)
}
