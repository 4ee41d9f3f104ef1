import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { RespondentRow } from '../../db/queries/respondents.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { linkKey, readLinkToken } from '../fieldwork/links.ts'
import type { Definition } from '../studies/definition.ts'
import { answeredDefinition, requireVersion } from '../studies/definitions.ts'
import { currentDefinition } from '../studies/lifecycle.ts'
import { opennessAt } from '../studies/study-state.ts'
import { type Words, wordsIn } from '../words/index.ts'
import { isLanguage, type Language } from '../words/languages.ts'
import { endOf } from './next-step.ts'
import { type Sender, SurveyRefusal } from './survey-refusal.ts'

/** A surgeon at an open link: who was invited, to what, and how far they are. */
export interface Visit {
  /** `/r/<token>`; every address of the visit begins with it */
  base: string
  invitation: InvitationRow
  /** the link is handed around: whoever starts gets an invitation of their own */
  isShared: boolean
  study: StudyRow
  definition: Definition
  /** undefined until Start */
  respondent: RespondentRow | undefined
  language: Language
  words: Words
  now: number
}

/** A visit after Start. */
export interface StartedVisit extends Visit {
  respondent: RespondentRow
}

/**
 * Returns the visit that a token opens. Throws a SurveyRefusal when it is unknown or revoked, or when its study
 * takes no answers now. Changes nothing: mail scanners open every link. With `evenPaused`, somebody whose way has
 * ended is let in while the study is paused, to read how it ended or to withdraw.
 */
export function openLink(context: Context, token: string, wished?: unknown, evenPaused = false): Visit {
  const { named, invitation, study, respondent, definition } = requireLink(context, token)
  const language = chooseLanguage(definition, [wished, respondent?.language, invitation.language])
  if (invitation.revoked_at !== null || invitation.generation !== named.generation)
    throw new SurveyRefusal('revoked', language, senderOf(definition, invitation))
  const now = context.now()
  const openness = opennessAt(study, invitation.kind === 'test' ? 'test' : 'live', now)
  const ended =
    evenPaused && openness === 'paused' && respondent !== undefined && endOf(respondent) !== undefined
  const mayFinish = openness === 'closing' && respondent !== undefined
  if (openness !== 'open' && !ended && !mayFinish) {
    const trouble = troubleOf(openness === 'closing' ? 'closed' : openness, respondent)
    throw new SurveyRefusal(trouble, language, {
      ...senderOf(definition, invitation),
      opens: trouble === 'not_open' ? openingOf(study) : undefined,
      reference: trouble.startsWith('closed_') ? respondent?.pseudonym : undefined,
      isAnonymous: study.mode === 'anonymous',
    })
  }
  return {
    base: `/r/${token}`,
    invitation,
    isShared:
      invitation.kind === 'open' && context.queries.openLinks.findCap.get(invitation.id) !== undefined,
    study,
    definition,
    respondent,
    language,
    words: wordsIn(language),
    now,
  }
}

/**
 * Returns what a token names, whether or not its study takes answers now. Throws a SurveyRefusal when it is not ours,
 * or when nobody is behind it any more.
 */
export function requireLink(context: Context, token: string) {
  const named = readLinkToken(linkKey(context), token)
  if (!named) throw new SurveyRefusal('unknown')
  const invitation = context.queries.invitations.find.get(named.invitationId)
  // The link was right, but nobody is behind it any more: erased, or deleted with the member list.
  if (!invitation) throw new SurveyRefusal('revoked')
  const study = context.queries.studies.findById.get(invitation.study_id)!
  const respondent = context.queries.respondents.findByInvitation.get(invitation.id)
  const definition = respondent
    ? requireVersion(context, respondent.version_id).definition
    : (answeredDefinition(context, study) ?? currentDefinition(context, study))
  return { named, invitation, study, respondent, definition }
}

/** Returns who wrote to this person: their own society, else the leading one. */
export function senderOf(definition: Definition, invitation: InvitationRow): Sender {
  const own = definition.societies.find((one) => one.slug === invitation.society)
  const { contact, languages, societies } = definition
  return { society: own ?? societies[0], contactEmail: contact.email, languages }
}

function openingOf({ opens_at, open_zone }: StudyRow): Sender['opens'] {
  return opens_at === null || open_zone === null ? undefined : { at: opens_at, zone: open_zone }
}

function troubleOf(
  openness: 'not_open' | 'paused' | 'closed',
  respondent: RespondentRow | undefined,
): SurveyRefusal['trouble'] {
  if (openness === 'paused' && !respondent) return 'paused_new'
  if (openness !== 'closed' || !respondent) return openness
  const end = endOf(respondent)
  // Nothing may be said of answers that do not count or were taken back.
  if (end !== undefined && end !== 'done') return 'closed'
  return end === 'done' ? 'closed_finished' : 'closed_partial'
}

/** Returns the first wished language that the study has, else the study's first. */
function chooseLanguage(definition: Definition, wishes: unknown[]): Language {
  const chosen = wishes.find((wish) => isLanguage(wish) && definition.languages.includes(wish))
  return isLanguage(chosen) ? chosen : definition.languages[0]!
}
