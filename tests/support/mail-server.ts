import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach } from 'vitest'

/** A mail that a mail server has taken. */
export interface Taken {
  to: string
  from: string
  /** headers and body as they came */
  raw: string
}

/** What the server does to a mail: takes it, refuses it with a code, breaks the line, or takes it and breaks the line. */
export type Mood = 'take' | 'break' | 'take_and_break' | { refuse: number; at: 'recipient' | 'message' }

export interface MailServer {
  port: number
  taken: Taken[]
  /** mails and tries so far, in order: the recipient of each */
  tries: string[]
  /** how the next mails are treated; `nth` counts tries from 1 */
  mood: (to: string, nth: number) => Mood
  /** how long the server thinks before it answers a message, in milliseconds */
  thinkMs: number
  connections: number
  close: () => Promise<void>
}

const open: MailServer[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

/** Starts a real SMTP server on loopback; without options neither encryption nor a password. */
export async function givenMailServer(options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 50,
    disableReverseLookup: true,
    ...options,
    onConnect(_session, done) {
      state.connections += 1
      done()
    },
    onRcptTo(address, _session, done) {
      state.tries.push(address.address)
      const mood = state.mood(address.address, state.tries.length)
      if (typeof mood === 'object' && mood.at === 'recipient')
        return done(refusal(mood.refuse, address.address))
      done()
    },
    onData(stream, session, done) {
      const to = session.envelope.rcptTo[0]!.address
      let raw = ''
      stream.on('data', (part: Buffer) => {
        raw += part.toString('utf8')
      })
      stream.on('end', () => {
        const mood = state.mood(to, state.tries.length)
        const from = session.envelope.mailFrom
        const take = () => state.taken.push({ to, from: from ? from.address : '', raw })
        const breakOff = () => {
          const { connections } = server as unknown as {
            connections: Set<{ _socket: { destroy: () => void } }>
          }
          for (const one of connections) one._socket.destroy()
        }
        if (mood === 'break') return breakOff()
        if (typeof mood === 'object') return done(refusal(mood.refuse))
        take()
        if (mood === 'take_and_break') return breakOff()
        if (state.thinkMs > 0) setTimeout(done, state.thinkMs)
        else done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve)
  })
  const state: MailServer = {
    port: (server as unknown as { server: { address: () => AddressInfo } }).server.address().port,
    taken: [],
    tries: [],
    mood: () => 'take',
    thinkMs: 0,
    connections: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
      }),
  }
  open.push(state)
  return state
}

function refusal(code: number, address = ''): Error {
  const words = `${code >= 500 ? 'no such mailbox' : 'come back later'} ${address}`.trim()
  return Object.assign(new Error(words), { responseCode: code })
}
