import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import type { Request } from 'express'
import { type Reason, Refusal } from '../refusal.ts'
import { type RawForm, rawForm } from './read-form.ts'

/** What arrived with a form that may carry one file. */
export interface Upload {
  fields: RawForm
  /** undefined when none was chosen */
  file: Buffer | undefined
  /** what the file is called, in one line; empty where there is none */
  fileName: string
}

/** The largest file or pasted text, and what is said of a larger one. */
export interface UploadLimit {
  bytes: number
  sentence: string
}

/** A list of 50,000 members is about 4 MB. */
const lists: UploadLimit = {
  bytes: 5 * 2 ** 20,
  sentence: 'The file is larger than 5 MB. A list of 50,000 members is about 4 MB: send it in parts.',
}

/** What may stand around a file: field names, file name, marks. */
const aroundBytes = 64 * 1024

/**
 * Reads a form with at most one file, in memory and bounded; a plain form without a file is read too. One that says
 * it is too large is refused before it is read; what still arrives of it is thrown away, so that the answer is seen.
 */
export async function readUpload(request: Request, most: UploadLimit = lists): Promise<Upload> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data'))
    return { fields: rawForm(request.body), file: undefined, fileName: '' }
  if (Number(request.headers['content-length'] ?? 0) > 2 * most.bytes + aroundBytes) {
    request.resume()
    throw new Refusal('too_large', most.sentence)
  }
  const fields = new Map<string, string>()
  const pieces: Buffer[] = []
  let fileName = ''
  await new Promise<void>((resolve, reject) => {
    const refuse = (sentence: string, reason: Reason = 'bad_request') => {
      request.unpipe()
      request.resume()
      reject(new Refusal(reason, sentence))
    }
    const reader = openReader(request, most, refuse)
    if (!reader) return
    reader.on('file', (_name, stream, called) => {
      fileName = shortName(called)
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('limit', () => refuse(most.sentence, 'too_large'))
      // A part that breaks off is reported on its own stream; unheard, it would end the process.
      stream.on('error', () => refuse('The file did not arrive whole. Please send it again.'))
    })
    reader.on('field', (name, value, _nameCut, valueCut) => {
      if (valueCut)
        refuse(most.bytes < lists.bytes ? most.sentence : 'The text is larger than 5 MB.', 'too_large')
      fields.set(name, value)
    })
    reader.on('filesLimit', () => refuse('Send one file at a time.'))
    reader.on('error', () => refuse('The form did not arrive as expected.'))
    reader.on('finish', resolve)
    // A request closes also when it has arrived whole; then the reader ends by itself.
    request.on('close', () => {
      if (!request.complete) refuse('The upload was broken off.')
    })
    request.pipe(reader)
  })
  const file = Buffer.concat(pieces)
  const hasFile = file.length > 0
  return {
    fields: rawForm(Object.fromEntries(fields)),
    file: hasFile ? file : undefined,
    fileName: hasFile ? fileName : '',
  }
}

/** A file's name without folders and control characters, at most 120 letters. */
function shortName(called: unknown): string {
  const last = String(called ?? '')
    .split(/[/\\]/)
    .at(-1)!
  return last
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 120)
}

function openReader(
  request: Request,
  { bytes }: UploadLimit,
  refuse: (sentence: string) => void,
): BusboyInstance | undefined {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { files: 1, fileSize: bytes, fields: 12, fieldSize: Math.min(bytes, lists.bytes), parts: 14 },
    })
  } catch {
    refuse('The form did not arrive as expected.')
    return undefined
  }
}
