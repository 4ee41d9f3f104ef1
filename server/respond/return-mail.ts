import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { mailWait, noteMail } from '../mail-rate.ts'
import type { StartedVisit } from './open-link.ts'
import { say } from './visit-shell.ts'

/** One mail, and one more for a mistyped address. */
const mostPerPerson = 2
const sent = new WeakMap<Context, Map<number, number>>()
const address = z
  .email()
  .max(254)
  .refine((text) => /^[\x21-\x7E]+$/.test(text))

export type ReturnMailOutcome = 'sent' | 'wrong' | 'failed'

/** True where this installation can send mail. */
export function canMailLink(context: Context): boolean {
  return context.config.mail !== undefined && context.sendMail !== undefined
}

/**
 * Sends somebody their own return link. The address is used for this one mail and kept nowhere: not in the database,
 * not in the outbox, not in the log. Who asked not to be written to is not written to.
 */
export async function mailReturnLink(
  context: Context,
  visit: StartedVisit,
  email: string,
): Promise<ReturnMailOutcome> {
  if (!address.safeParse(email).success) return 'wrong'
  const { mail } = context.config
  const counts = sent.get(context) ?? new Map<number, number>()
  sent.set(context, counts)
  const before = counts.get(visit.invitation.id) ?? 0
  const barred = before >= mostPerPerson || context.queries.memberLists.hasOptedOut.get(email) === 1
  if (!mail || !context.sendMail || barred) return 'failed'
  // A full lecture hall must not send more in a minute than the mail server is said to bear.
  if (mailWait(context, mail.perMinute) > 0) return 'failed'
  noteMail(context)
  counts.set(visit.invitation.id, before + 1)
  const { words, definition, invitation, base } = visit
  const society =
    definition.societies.find((one) => one.slug === invitation.society) ?? definition.societies[0]!
  const title = say(visit, definition.title)
  const link = `${context.config.baseUrl}${base}`
  const oneLine = (text: string) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  const escaped = (text: string) =>
    text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]!)
  const outcome = await context.sendMail.send(
    {
      from: { name: oneLine(society.name), address: mail.from },
      to: { name: '', address: email },
      replyTo: definition.contact.email,
      subject: oneLine(words.keepMailSubject(title)),
      text: `${words.keepMailText}\n\n${link}\n\n${society.name}\n`,
      html: `<p>${escaped(words.keepMailText)}</p><p><a href="${escaped(link)}">${escaped(link)}</a></p><p>${escaped(society.name)}</p>`,
      messageId: `<${randomBytes(12).toString('hex')}.link@${mail.from.split('@')[1]}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    },
    () => Promise.resolve(),
  )
  return outcome.end === 'accepted' ? 'sent' : 'failed'
}
