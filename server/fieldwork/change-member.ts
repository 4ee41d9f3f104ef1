import { z } from 'zod'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { currentDefinition, logEvent } from '../studies/lifecycle.ts'
import { type MemberOfStudy, requireMember } from './change-link.ts'

/** What can be corrected of a member. */
export interface MemberChange {
  email: string
  name: string
  language: string
}

/**
 * Corrects a member's address, name or language. An address that mail came back from can be written to again once it
 * is corrected. Refuses an address that is no address, is listed already, or has opted out. The log tells what was
 * corrected, never to what.
 */
export function changeMember(
  context: Context,
  given: MemberOfStudy,
  change: MemberChange,
  actor: string,
): void {
  context.transaction(() => {
    const { study, member } = requireMember(context, given)
    const { invitations, memberLists, respondents } = context.queries
    const email = change.email.trim()
    const name = change.name.trim()
    if (email.length > 254 || !z.email().safeParse(email).success)
      throw new Refusal('invalid', 'Enter an e-mail address, such as name@hospital.org.')
    if (name.length > 200 || /\p{Cc}/u.test(name))
      throw new Refusal('invalid', 'Enter the name in one line of at most 200 characters.')
    const other = invitations.findByEmail.get(study.id, email)
    if (other && other.id !== member.id)
      throw new Refusal('conflict', 'Another member of this study has this address already.')
    const isNew = email.toLowerCase() !== member.email?.toLowerCase()
    if (isNew && memberLists.hasOptedOut.get(email) === 1)
      throw new Refusal('conflict', 'Whoever has this address asked not to be written to.')
    const { languages } = currentDefinition(context, study)
    if (!languages.some((one) => one === change.language))
      throw new Refusal('invalid', 'Choose a language of the study.')
    const started = respondents.findByInvitation.get(member.id) !== undefined
    const language = started ? member.language : change.language
    invitations.setMember.run({ id: member.id, email, name, language })
    logEvent(context, actor, 'member corrected', study.id, {
      invitation: member.id,
      address: isNew,
      name: name !== member.name,
      language: language !== member.language,
    })
  })
}
