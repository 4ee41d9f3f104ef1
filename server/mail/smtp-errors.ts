import type { MailSettings } from '../mail-settings.ts'
import type { SendOutcome } from '../send-mail.ts'
import { oneLine } from './one-line.ts'

/** What the library says of an error: its own code, the server's code and words, and the command that was answered. */
export interface SmtpError extends Error {
  code?: string
  originalCode?: string
  responseCode?: number
  response?: string
  command?: string
}

/** Servers write whole paragraphs; the first part says what is wrong. */
const mostLetters = 300

/**
 * Returns what an error means for a mail. `begun`: the first byte of the message had left. An answer of the server is
 * always final for this try: 4xx asks for a later one, 5xx for none. Without an answer, a message that had begun may
 * have arrived.
 */
export function outcomeOfError(error: SmtpError, begun: boolean): SendOutcome {
  const reason = reasonOf(error)
  if (error.responseCode !== undefined && error.responseCode >= 400) {
    if (concernsEverybody(error)) return { end: 'unreachable', reason }
    return { end: 'refused', forGood: error.responseCode >= 500, reason }
  }
  // The library itself would not send to such an address, as with letters that this server cannot read.
  if (error.code === 'EENVELOPE' && !begun) return { end: 'refused', forGood: true, reason }
  if (begun) return { end: 'unknown', reason: `no answer after the message had left: ${reason}` }
  return { end: 'refused', forGood: false, reason: `the connection broke before the message: ${reason}` }
}

/**
 * What concerns the sender, the session or our right to send at all would meet every mail that waits: it must not use
 * them up one by one.
 */
function concernsEverybody({ command, responseCode, response = '' }: SmtpError): boolean {
  if (command !== 'RCPT TO' && command !== 'DATA') return true
  if (responseCode === 421 || responseCode === 530) return true
  return command === 'RCPT TO' && /relay|authentication required|not authenticated/i.test(response)
}

/** Returns why nothing can be sent, in a sentence for a person. */
export function connectionTrouble(error: SmtpError, settings: MailSettings): string {
  const server = `${settings.host}:${settings.port}`
  const said = error.response ? ` It answered: ${cut(error.response)}` : ''
  if (error.code === 'EAUTH' && error.responseCode !== undefined)
    return `The mail server ${server} did not accept the user name or the password (SMTP_USER, SMTP_PASSWORD).${said}`
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH')
    return `The mail server ${server} offers no way to sign in. Check SMTP_SECURITY, or leave SMTP_USER out.${said}`
  if (error.code === 'ETLS' || /certificate|self-signed|altnames|SSL|TLS/i.test(error.message))
    return `No encrypted connection to the mail server ${server} (SMTP_SECURITY=${settings.security}): ${cut(error.message)}`
  if (error.code === 'EDNS' || error.originalCode === 'ENOTFOUND')
    return `There is no mail server ${settings.host} (SMTP_HOST).`
  return `The mail server ${server} cannot be reached: ${cut(error.message)}${error.response ? '' : said}`
}

function reasonOf(error: SmtpError): string {
  return cut(error.response ?? error.message)
}

function cut(text: string): string {
  const line = oneLine(text)
  return line.length > mostLetters ? `${line.slice(0, mostLetters)} …` : line
}
