import express, { type RequestHandler } from 'express'
import { Refusal } from '../refusal.ts'

/**
 * Reads the forms of pages that anybody may send to, after a look at where they go and how long they are: who sends
 * large forms without pause must not keep the answers of others waiting. `roomOf` returns how many bytes the form of
 * an address may have, or refuses the address. A larger form is refused by the length it states, unread, and its
 * connection is closed; one that states none is read up to the room.
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
    readerOf(room)(request, response, next)
  }
}
