import { z } from 'zod'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { Definition } from '../studies/definition.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { isPlainAddress, oneLine } from './one-line.ts'

/** In whose name a society's members are written to. */
export interface Sender {
  society: string
  /** full name of the society */
  societyName: string
  shortName: string
  name: string
  replyTo: string
}

/** What a form says about a sender. */
export const senderFields = {
  name: z
    .string()
    .trim()
    .min(1, 'Enter a name.')
    .max(120, 'The name is longer than 120 letters.')
    .refine((name) => oneLine(name) === name, 'The name is one line of plain letters.'),
  reply_to: z
    .string()
    .trim()
    .refine(
      (address) => z.email().safeParse(address).success && isPlainAddress(address),
      'Enter an e-mail address, such as office@society.example.',
    ),
}

/** Returns the sender for a society's members: what was saved, else the society itself and the study's contact. */
export function senderOf(context: Context, study: StudyRow, definition: Definition, slug: string): Sender {
  const society = definition.societies.find((one) => one.slug === slug) ?? definition.societies[0]!
  const saved = context.queries.mailTexts.findSender.get(study.id, society.slug)
  return {
    society: society.slug,
    societyName: society.name,
    shortName: society.shortName,
    name: saved?.name ?? oneLine(society.name),
    replyTo: saved?.reply_to ?? definition.contact.email,
  }
}

/** Saves in whose name a society's members are written to. */
export function saveSender(
  context: Context,
  given: { study: StudyRow; definition: Definition; society: string; name: string; replyTo: string },
  actor: string,
): void {
  const { study, definition, society, name, replyTo } = given
  if (!definition.societies.some((one) => one.slug === society))
    throw new Refusal('not_found', 'There is no such society in this study.')
  context.transaction(() => {
    context.queries.mailTexts.saveSender.run(study.id, society, name, replyTo)
    logEvent(context, actor, 'mail sender saved', study.id, { society })
  })
}
