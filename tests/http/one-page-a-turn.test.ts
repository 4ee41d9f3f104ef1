import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
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
  const { port } = server.address() as AddressInfo
  const lines = Array.from({ length: 13 }, () => connect(port, '127.0.0.1'))
  try {
    const ask = (pathOf: (at: number) => string) => {
      const answers = lines.map((line) => once(line, 'data'))
      lines.forEach((line, at) => {
        line.write(`GET ${pathOf(at)} HTTP/1.1\r\nHost: here\r\n\r\n`)
      })
      return Promise.all(answers)
    }
    // Every connection is taken first: the next requests then arrive at the same moment, the answer last.
    await ask(() => '/answer')
    done.length = 0
    await ask((at) => (at < 12 ? '/page' : '/answer'))
    expect(done.indexOf('answer')).toBeLessThan(6)
    expect(done).toHaveLength(13)
  } finally {
    for (const line of lines) line.destroy()
    server.close()
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
