import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { Context } from '../context.ts'
import { linkWarning } from '../http/link-reach.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import { studyShell } from '../http/staff-shell.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { languageNames } from '../words/languages.ts'
import type { MemberChange } from './change-member.ts'
import { personKey } from './erasure-record.ts'
import { type LinkDoor, linkDoor } from './link-door.ts'
import { linkUrl } from './links.ts'
import { toMemberLine } from './members-page.ts'
import type { MemberPage } from './pages.ts'

/** Returns the page of one member: what can be corrected, the link, and what can be done with it. */
export function memberPage(
  context: Context,
  visit: StudyVisit,
  member: InvitationRow,
  given: { values?: MemberChange; problems?: Problem[] } = {},
): MemberPage {
  const { base, definition, study } = visit
  const problems = given.problems ?? []
  const values = given.values ?? { email: member.email ?? '', name: member.name, language: member.language }
  const line = toMemberLine(context.queries.invitations.findMember.get(member.id)!, visit)
  const { door, why } = linkDoor(context, study, visit.now)
  const hasAnswers = context.queries.respondents.findByInvitation.get(member.id) !== undefined
  const isGiven = door !== 'shut' && (door !== 'begun' || hasAnswers)
  const field = (id: 'email' | 'name', label: string): TextField => ({
    id,
    label,
    hint: undefined,
    type: id === 'email' ? 'email' : 'text',
    value: values[id],
    error: problemOf(problems, id),
    autocomplete: 'off',
  })
  return {
    ...studyShell({ ...visit, title: 'Member', tab: 'Members', hasErrors: problems.length > 0 }),
    base,
    here: line.href,
    problems,
    member: line,
    email: field('email', 'E-mail address'),
    name: field('name', 'Name'),
    languages: definition.languages.map((code) => ({
      value: code,
      label: languageNames[code],
      chosen: code === values.language,
    })),
    languageFixed: hasAnswers,
    answersKnown: hasAnswers,
    eraseError: problemOf(problems, 'typed'),
    link: isGiven ? linkUrl(context, member) : undefined,
    linkNote: noteOf(door, why, hasAnswers),
    linkWarning: isGiven ? linkWarning(context.config.baseUrl) : undefined,
    generation: member.generation,
    isRevoked: member.revoked_at !== null,
    mayChange: door !== 'shut',
    mayChangeLink: isGiven,
    eraseKey: personKey(context, study.slug, { email: member.email ?? '' }),
  }
}

function noteOf(door: LinkDoor['door'], why: string | undefined, hasBegun: boolean): string | undefined {
  if (door !== 'begun') return why
  return hasBegun
    ? 'Nobody can start any more. This member has begun and may still finish.'
    : 'Nobody can start any more, and this member has not begun: the link leads to a closed door, so it is not given.'
}
