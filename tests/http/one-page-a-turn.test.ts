import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, test } from 'vitest'
import { onePageATurn } from '../../server/http/one-page-a-turn.ts'

/** Keeps the process busy as a page full of results does. */
function computeFor(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

test('an answer that arrives among many pages of staff waits for about one of them, not for all', async () => {
  const done: string[] = []
  const app = express()
  app.get('/answer', (_request, response) => {
    done.push('answer')
    response.end()
  })
  app.use(onePageATurn())
  app.get('/page', (_request, response) => {
    computeFor(30)
    done.push('page')
    response.end()
  })
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const pages = Array.from({ length: 12 }, () => fetch(`${site}/page`))
    await Promise.all([...pages, fetch(`${site}/answer`)])
    expect(done.indexOf('answer')).toBeLessThan(6)
    expect(done).toHaveLength(13)
  } finally {
    server.close()
    server.closeAllConnections()
  }
})

test('pages are made one in each turn, in the order in which they were asked for', async () => {
  const turn = onePageATurn()
  const made: number[] = []
  const ask = (next: () => void) => turn({} as never, {} as never, next)
  for (const n of [1, 2, 3]) ask(() => made.push(n))
  expect(made).toEqual([])
  for (const so of [[1], [1, 2], [1, 2, 3]]) {
    await new Promise((resolve) => setImmediate(resolve))
    expect(made).toEqual(so)
  }
  await new Promise((resolve) => setImmediate(resolve))
  ask(() => made.push(4))
  await new Promise((resolve) => setImmediate(resolve))
  expect(made).toEqual([1, 2, 3, 4])
})
