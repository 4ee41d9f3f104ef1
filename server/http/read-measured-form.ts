import express, { type Request, type RequestHandler } from 'express'
import { Refusal } from '../refusal.ts'

/**
 * Reads the forms of pages that anybody may send to, after a look at where they go and how long they are: who sends
 * large forms without pause must not keep the answers of others waiting. `roomOf` returns how many bytes the form of
 * an address may have, or refuses the address. A larger form is refused by the length it states, unread, and its
 * connection is closed; one that states none is read up to the room, and its
 * connection is ended when it goes on without end.
 */
export function readMeasuredForm(roomOf: (path: string) => number): RequestHandler {
  const readers = new Map<number, RequestHandler>()
  const readerOf = (room: number): RequestHandler => {
    const known = readers.get(room)
    if (known) return known
    // Browsers send forms as they are; what is packed would be unpacked before it is measured.
    const reader = express.urlencoded({ extended: false, inflate: false, limit: room, parameterLimit: 1000 })
    readers.set(room, reader)
    return reader
  }
  return (request, response, next) => {
    if (request.method !== 'POST') return next()
    // What is left unread would be taken off the connection, however long it is.
    response.setHeader('Connection', 'close')
    const room = roomOf(request.path)
    if (Number(request.headers['content-length'] ?? 0) > room)
      throw new Refusal('too_large', 'The form is longer than its page can be filled in.')
    response.removeHeader('Connection')
    endEndless(request, room)
    readerOf(room)(request, response, next)
  }
}

/** What a form that states no length may have beyond its room until the answer, that it is too long, is given up. */
const slack = 2 ** 20

/** Ends the connection of a form without a stated length that goes on and on: its reader would throw it away for ever. */
export function endEndless(request: Request, room: number): void {
  if (request.headers['transfer-encoding'] === undefined) return
  let arrived = 0
  request.on('data', (piece: Buffer) => {
    arrived += piece.length
    if (arrived > room + slack) request.destroy()
  })
}
