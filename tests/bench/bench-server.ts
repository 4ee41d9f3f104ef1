import type { AddressInfo } from 'node:net'
import { makeLogRoom } from '../../db/log-room.ts'
import { createApp } from '../../server/app.ts'
import { buildBundle } from '../../server/exports/build-bundle.ts'
import { openProcess } from '../../server/process.ts'
import { watchBuilders } from './builder-peak.ts'

/* The site as a process of its own; it builds a bundle, results included, when it is told to. */

process.env.NODE_ENV = 'production'
const context = openProcess({ ...process.env, LOG_LEVEL: 'error' })
// As main.ts does.
makeLogRoom(context.db)
const server = createApp(context).listen(0, '127.0.0.1', () => {
  process.send!({ port: (server.address() as AddressInfo).port })
})
// An idle connection that is closed just when it is used again would spoil a measurement.
server.keepAliveTimeout = 120_000
process.on('message', async ({ file }: { file: string }) => {
  const builders = watchBuilders()
  const began = performance.now()
  const request = { slug: 'bench', include: 'completed', mode: 'live', flavour: 'script' } as const
  await buildBundle(context, request, file, { polite: true })
  const seconds = (performance.now() - began) / 1000
  process.send!({ seconds, peakMb: process.resourceUsage().maxRSS / 1024, builderMb: builders() })
})
process.on('disconnect', () => process.exit(0))
