import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Server } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { givenDataFolder, inviteSurgeons } from './seeded-study.ts'

interface Measured {
  queued: number
  queueMs: number
  seconds: number
  peakMb: number
  stallMs: number
}

/** Mails 500 and then 5,000 members in one run each, over a real SMTP server on loopback: peak memory must not grow along. */
export async function runMailBench(): Promise<void> {
  const few = await measure(500)
  const many = await measure(5000)
  const line = (what: string, value: string) => process.stdout.write(`${what.padEnd(58)}${value}\n`)
  line('mails to 5,000 members, all accepted once', `${many.queued} in ${many.seconds.toFixed(1)} s`)
  line('  a mail, with its two commits on disk', `${((1000 * many.seconds) / many.queued).toFixed(1)} ms`)
  line('  queueing all of them in one transaction', `${many.queueMs.toFixed(0)} ms`)
  line('  longest time in which nobody else had a turn', `${many.stallMs.toFixed(0)} ms`)
  line(
    '  peak memory',
    `${many.peakMb.toFixed(0)} MB, ${(many.peakMb / few.peakMb).toFixed(2)} times that of 500 members`,
  )
}

async function measure(members: number): Promise<Measured> {
  const { folder, context, remove } = givenDataFolder()
  inviteSurgeons(context, members)
  const server = await mailServer()
  // A heap that cannot grow: what is needed shows, not what was left lying.
  const limits = ['--max-semi-space-size=2', '--max-old-space-size=64']
  const child = spawn(process.execPath, [...limits, join(import.meta.dirname, 'mail-child.ts')], {
    env: {
      ...process.env,
      COMPARAND_DATA: folder,
      BASE_URL: 'http://survey.test',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(server.port),
      SMTP_SECURITY: 'none',
      MAIL_FROM: 'survey@post.example',
      MAIL_RATE: '99999',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
  const { taken } = server
  await server.close()
  remove()
  if (new Set(taken).size !== members || taken.length !== members)
    throw new Error(`${taken.length} mails to ${new Set(taken).size} of ${members} members`)
  return JSON.parse(said) as Measured
}

async function mailServer(): Promise<{ port: number; taken: string[]; close: () => Promise<void> }> {
  const taken: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 50,
    onData(stream, session, done) {
      stream.resume()
      stream.on('end', () => {
        taken.push(session.envelope.rcptTo[0]!.address)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = (server as unknown as { server: Server }).server.address() as { port: number }
  return {
    port: address.port,
    taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
      }),
  }
}
