import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { keyFor } from '../secret.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { isLanguage, type Language } from '../words/languages.ts'

/*
 * The address in a mail that stops all mail is, like a personal link, made from the invitation's number and a keyed
 * MAC, with a key of its own: it opens no survey, and no link of a survey stops mail. It has no generation: it must
 * work in every mail that was ever sent.
 */
const macBytes = 16
const tokenPattern = /^([1-9]\d{0,9})-([\w-]{22})$/

/** Returns the whole address that stops mail to the person of an invitation. */
export function optOutUrl(context: Context, invitationId: number): string {
  return `${context.config.baseUrl}/optout/${invitationId}-${macOf(context, invitationId).toString('base64url')}`
}

/** Whose mail a token stops. */
export interface OptOutVisit {
  email: string
  language: Language
  /** the society that wrote */
  societySlug: string
  studyId: number
  /** UTC milliseconds of the opt-out; undefined: mail still goes to this address */
  since: number | undefined
}

/** Returns whom a token names. Refuses when it was not made here, or when the invitation is gone. Changes nothing. */
export function openOptOut(context: Context, token: string): OptOutVisit {
  const match = tokenPattern.exec(token)
  const id = Number(match?.[1])
  const invitation =
    match && timingSafeEqual(Buffer.from(match[2]!, 'base64url'), macOf(context, id))
      ? context.queries.invitations.find.get(id)
      : undefined
  if (!invitation?.email) throw new Refusal('not_found', 'There is no such address.')
  return {
    email: invitation.email,
    language: isLanguage(invitation.language) ? invitation.language : 'en',
    societySlug: invitation.society,
    studyId: invitation.study_id,
    since: context.queries.mailTexts.findOptOut.get(invitation.email)?.at,
  }
}

/** Stops all mail to a token's person, from every study of this installation; a second time changes nothing. */
export function optOut(context: Context, token: string): void {
  const { email, since } = openOptOut(context, token)
  if (since !== undefined) return
  context.queries.mailTexts.optOut.run(email, context.now())
  // No study and no address: the log never says who.
  logEvent(context, 'system', 'opted out of mail', null, {})
}

function macOf(context: Context, invitationId: number): Buffer {
  return createHmac('sha256', keyFor(context.secret, 'opt-out'))
    .update(`opt out ${invitationId}`)
    .digest()
    .subarray(0, macBytes)
}
