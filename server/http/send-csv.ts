import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { nextTurn } from '../next-turn.ts'

/** Sends a table for people in pieces, as a download; others have their turn between the pieces. */
export async function sendCsv(response: Response, name: string, pieces: Iterable<string>): Promise<void> {
  response.attachment(name)
  response.setHeader('Cache-Control', 'no-store')
  response.type('text/csv; charset=utf-8')
  try {
    await pipeline(Readable.from(calmly(pieces)), response)
  } catch (error) {
    // Whoever stops a download half way is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

/** Spreadsheet programs read UTF-8 only behind a byte order mark. */
async function* calmly(pieces: Iterable<string>): AsyncGenerator<string> {
  yield '\uFEFF'
  for (const piece of pieces) {
    yield piece
    await nextTurn()
  }
}
