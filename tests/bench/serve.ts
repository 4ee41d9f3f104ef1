import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createApp } from '../../server/app.ts'
import { openProcess } from '../../server/process.ts'

/*
 * A server to be measured, in a process of its own: `app` is the product, `hello` a bare Express route.
 * SYNCHRONOUS=NORMAL drops full durability, for comparison only.
 */
process.env.NODE_ENV = 'production'
const listener = process.argv[2] === 'hello' ? hello() : product()
const server = createServer(listener)
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})

function hello(): ReturnType<typeof express> {
  const app = express()
  app.get('/', (_request, response) => {
    response.send('hello')
  })
  return app
}

function product(): ReturnType<typeof createApp> {
  const context = openProcess(process.env)
  if (process.env.SYNCHRONOUS === 'NORMAL') context.db.pragma('synchronous = NORMAL')
  return createApp(context)
}
