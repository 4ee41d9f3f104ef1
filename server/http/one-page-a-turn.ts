import type { RequestHandler } from 'express'

/**
 * Lets the pages of staff be made one in each turn of the event loop. Requests that arrive together would otherwise be
 * made one after the other in the same turn, and a surgeon's answer would wait for all of them: with this it waits for
 * the one page that is being made.
 */
export function onePageATurn(): RequestHandler {
  const waiting: (() => void)[] = []
  const makeOne = (): void => {
    const make = waiting.shift()
    // The next one first: what is made now may throw.
    if (waiting.length > 0) setImmediate(makeOne)
    make?.()
  }
  return (_request, _response, next) => {
    waiting.push(next)
    if (waiting.length === 1) setImmediate(makeOne)
  }
}
