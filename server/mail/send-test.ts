import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { noteMail } from '../mail-rate.ts'
import { type Addressee, type Composed, toOutgoing } from './compose.ts'
import { oneLine } from './one-line.ts'
import { mailingToken } from './queue-mail.ts'
import { mailWords } from './texts/index.ts'

/**
 * Sends a composed mail to the person who writes it, marked as a test in its subject. It passes by the outbox and
 * counts nowhere. Returns why it was not sent, or undefined.
 */
export async function sendTest(
  context: Context,
  { composed, addressee }: { composed: Composed; addressee: Addressee },
  person: PersonRow,
): Promise<string | undefined> {
  const { mail } = context.config
  if (!mail || !context.sendMail)
    return 'This installation has no mail server, so no test can be sent. The preview shows the text.'
  const { testMark } = mailWords(composed.language)
  const marked = { ...composed, subject: oneLine(`[${testMark}] ${composed.subject}`) }
  const to = { ...addressee, email: person.email, name: person.name }
  const messageId = `<${mailingToken(context)}.test@${mail.from.split('@')[1]}>`
  const outgoing = toOutgoing(marked, { from: mail.from, to, messageId })
  noteMail(context)
  const outcome = await context.sendMail.send(outgoing, () => Promise.resolve())
  if (outcome.end === 'accepted') return undefined
  if (outcome.end === 'unreachable') return outcome.reason
  return `The test was not accepted: ${outcome.reason}`
}
