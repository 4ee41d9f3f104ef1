import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { busySentence, isBusy } from '../db/busy.ts'
import { takeDataLock } from '../db/data-lock.ts'
import { makeLogRoom } from '../db/log-room.ts'
import { DatabaseMismatch } from '../db/migrate.ts'
import { closeDatabase } from '../db/open-database.ts'
import { setupPath } from './accounts/setup.ts'
import { createApp } from './app.ts'
import { loadConfig, WrongSetting } from './config.ts'
import type { Context } from './context.ts'
import { removeKeptArchives } from './exports/archive-cache.ts'
import { removeUnfinishedDatasets } from './exports/datasets.ts'
import { forgetOldLists } from './fieldwork/old-lists.ts'
import { settleErasures } from './fieldwork/settle-erasures.ts'
import { recordOpenings } from './findings/opening.ts'
import { startMailWorker } from './mail/worker.ts'
import { parentAtStart } from './parent.ts'
import { openProcess } from './process.ts'
import { startMissingPacks } from './sensitivity/kept-pack.ts'
import { closeDueStudies } from './studies/study-transitions.ts'

// Express caches compiled templates only then.
process.env.NODE_ENV ??= 'production'

/** The server never stands still for another program's write: shared-commit.ts tries again instead. */
const serverBusyMs = 20
const context = openOrExplain()
const server = createServer(createApp(context))

server.on('error', (error: NodeJS.ErrnoException) => {
  const { host, port } = context.config
  const why =
    error.code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is taken. Stop the other program or choose another: PORT=3001 npm start`
      : `The server cannot listen on ${host}:${port}: ${error.message}`
  stopWith(why)
})

server.listen(context.config.port, context.config.host, () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`Comparand listens on http://${context.config.host}:${port}\n`)
  const setup = setupPath(context)
  if (setup) process.stdout.write(`Make the owner account, once, at ${context.config.baseUrl}${setup}\n`)
})

// Proxies keep connections for a minute; one that we closed first would cost a surgeon an answer sent into it.
server.keepAliveTimeout = 75_000

const closing = setInterval(() => {
  context
    .write(() => {
      closeDueStudies(context)
      forgetOldLists(context)
    })
    .then(() => settleErasures(context))
    .then(() => recordOpenings(context))
    .catch((error: unknown) => context.log.error({ err: error }, 'closing times were not looked at'))
    .then(() => startMissingPacks(context))
    .catch((error: unknown) => context.log.error({ err: error }, 'sensitivity analyses were not started'))
}, 30_000)

const mail = context.sendMail && startMailWorker(context, context.sendMail, context.config.mail!.perMinute)

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
stopWithNpm()

function stop(): void {
  if (stopping) return
  stopping = true
  clearInterval(closing)
  // A mail that is being handed over is recorded before the database closes; a mail server may take its time.
  const mailEnded = Promise.race([mail?.stop(), new Promise((resolve) => setTimeout(resolve, 10_000))])
  // Stop accepting, let requests under way finish, then bring the write-ahead log home and close.
  server.close(async () => {
    await mailEnded
    closeDatabase(context.db)
    process.exit(0)
  })
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), 5000).unref()
}

/** `npm start` runs us in a shell, and a signal that ends npm and the shell does not reach us: their end is the sign. */
function stopWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined) return
  setInterval(() => {
    if (process.ppid !== parentAtStart) stop()
  }, 500).unref()
}

function openOrExplain(): Context {
  try {
    // The lock comes first: a second server must not touch the database, let alone migrate it.
    const { dataFolder } = loadConfig(process.env)
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    if (!takeDataLock(dataFolder))
      return stopWith(`Comparand runs already on the data folder ${dataFolder}. Stop it first.`)
    const context = openProcess(process.env, { busyMs: serverBusyMs })
    removeUnfinishedDatasets(context)
    removeKeptArchives(context)
    settleErasures(context)
    makeLogRoom(context.db)
    return context
  } catch (error) {
    if (error instanceof WrongSetting || error instanceof DatabaseMismatch) return stopWith(error.message)
    if (isBusy(error)) return stopWith(busySentence)
    throw error
  }
}

function stopWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
