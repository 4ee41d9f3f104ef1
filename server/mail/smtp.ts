import { Readable } from 'node:stream'
import type { ConnectionOptions } from 'node:tls'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailSettings } from '../mail-settings.ts'
import type { MailSender, OutgoingMail, SendOutcome } from '../send-mail.ts'
import { connectionTrouble, outcomeOfError, type SmtpError } from './smtp-errors.ts'

const connectMs = 20_000
/** RFC 5321, 4.5.3.2.6 grants the answer to a whole message ten minutes; who cannot say so in three is not well. */
const answerMs = 180_000
/** An idle connection is given back: servers end them after some minutes, and say so with an error. */
const idleMs = 30_000

/** Returns what hands mail to an SMTP server. One connection, one mail at a time, kept open while there are more. */
export function smtpSender(settings: MailSettings, tls: ConnectionOptions = {}): MailSender {
  let open: SMTPConnection | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  /** The outbox, tests and return links share the conversation; two mails in it at once would never be answered. */
  const inTurn = <Result>(run: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(run, run)
    last = turn.catch(() => undefined)
    return turn
  }

  const close = () => {
    clearTimeout(idle)
    open?.quit()
    open = undefined
  }

  const connection = async (): Promise<SMTPConnection> => {
    clearTimeout(idle)
    if (open && !open.destroyed) return open
    open = await connect(settings, tls)
    return open
  }

  const sendNow: MailSender['send'] = async (mail, beforeMessage) => {
    const message = await new MailComposer(toMailOptions(mail)).compile().build()
    let ready: SMTPConnection
    try {
      ready = await connection()
    } catch (error) {
      return { end: 'unreachable', reason: connectionTrouble(error as SmtpError, settings) }
    }
    const outcome = await hand(ready, { from: settings.from, to: mail.to.address }, message, beforeMessage)
    // After an error the state of the conversation is not known: the next mail gets a new one.
    if (outcome.end !== 'accepted') {
      ready.close()
      open = undefined
    } else idle = setTimeout(close, idleMs).unref()
    return outcome
  }

  const checkNow = async () => {
    try {
      await connection()
      return undefined
    } catch (error) {
      return connectionTrouble(error as SmtpError, settings)
    }
  }
  return {
    send: (mail, beforeMessage) => inTurn(() => sendNow(mail, beforeMessage)),
    check: () => inTurn(checkNow),
    close,
  }
}

async function connect(settings: MailSettings, tls: ConnectionOptions): Promise<SMTPConnection> {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    tls,
  })
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject)
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
  // What goes wrong later is told to whoever waits for an answer; unheard, it would end the process.
  connection.removeAllListeners('error')
  connection.on('error', () => undefined)
  const { login } = settings
  if (login) {
    await new Promise<void>((resolve, reject) => {
      connection.login({ credentials: { user: login.user, pass: login.password } }, (error) =>
        error ? reject(error) : resolve(),
      )
    }).catch((error: unknown) => {
      connection.close()
      throw error
    })
  }
  return connection
}

async function hand(
  connection: SMTPConnection,
  envelope: { from: string; to: string },
  message: Buffer,
  beforeMessage: () => Promise<void>,
): Promise<SendOutcome> {
  let begun = false
  let refusal: unknown
  // The stream is read only after the server has answered DATA with "go on".
  async function* parts() {
    try {
      await beforeMessage()
    } catch (error) {
      refusal = error
      throw error
    }
    begun = true
    yield message
  }
  const outcome = await new Promise<SendOutcome>((resolve) => {
    connection.send(
      { from: envelope.from, to: [envelope.to], size: message.length },
      Readable.from(parts(), { objectMode: false }),
      (error, info) => {
        if (error) resolve(outcomeOfError(error as SmtpError, begun))
        else resolve({ end: 'accepted', response: String(info?.response ?? '') })
      },
    )
  })
  if (refusal !== undefined) {
    connection.close()
    throw refusal
  }
  return outcome
}

function toMailOptions(mail: OutgoingMail) {
  const { from, to, replyTo, subject, text, html, messageId, headers } = mail
  // The library would load files and addresses that a text names; ours are plain text only.
  return {
    from,
    to,
    replyTo,
    subject,
    text,
    html,
    messageId,
    headers,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
