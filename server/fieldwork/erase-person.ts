import type { ErasedPerson } from '../../db/queries/erasure.ts'
import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { RespondentRow } from '../../db/queries/respondents.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import type { MemberOfStudy } from './change-link.ts'
import { personKey, recordErasure } from './erasure-record.ts'
import { settleErasures } from './settle-erasures.ts'

/**
 * Erases one member at their request: address, name, link and mails, and with `answers` all they answered. They stay
 * counted, without anything about them. The log holds a keyed hash that proves it and names nobody; a line beside the
 * database lets a restored backup be cleaned again.
 */
export function erasePerson(context: Context, given: MemberOfStudy, answers: boolean, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, given.slug)
    const member = context.queries.invitations.findOfStudy.get(given.invitationId, study.id)
    const theirs = given.onlySociety === null || member?.society === given.onlySociety
    if (member?.kind !== 'member' || member.email === null || !theirs)
      throw new Refusal('not_found', 'There is no such member.')
    const key = personKey(context, study.slug, { email: member.email })
    recordErasure(context, lineOf(context, study, key, answers))
    eraseMember(context, study, member, answers)
    context.queries.erasure.askForWipe.run('log')
    logEvent(context, actor, 'person erased', study.id, { key, answers })
  })
  settleErasures(context)
}

/**
 * Erases all that somebody answered who wrote with the reference of the last page; for those whose link is cut. A
 * second time changes nothing.
 */
export function eraseAnswers(context: Context, slug: string, reference: string, actor: string): void {
  context.transaction(() => {
    const study = requireStudy(context, slug)
    const { respondents, erasure } = context.queries
    const pseudonym = reference.trim().toUpperCase()
    const key = personKey(context, slug, { reference: pseudonym })
    const respondent = respondents.findByPseudonym.get(study.id, pseudonym)
    if (!respondent && wasErased(context, study, key)) return
    if (respondent?.mode !== 'live')
      throw new Refusal('invalid', 'Nobody answered under this reference. It looks like S04711.')
    recordErasure(context, lineOf(context, study, key, true))
    eraseRespondent(context, study, respondent)
    erasure.insertKey.run(study.id, key)
    erasure.askForWipe.run('log')
    logEvent(context, actor, 'answers erased', study.id, { key })
  })
  settleErasures(context)
}

/** Tells whether the person of a key was erased from a study; a form that arrives twice carries the key along. */
export function wasErased(context: Context, study: StudyRow, key: string): boolean {
  return context.queries.erasure.hasKey.get(study.id, key) === 1
}

function lineOf(context: Context, study: StudyRow, key: string, answers: boolean) {
  return {
    kind: 'person',
    study: study.slug,
    made: study.created_at,
    key,
    answers,
    at: context.now(),
  } as const
}

/** Deletes a member's identity, and the answers where wished; must run inside a write. */
export function eraseMember(
  context: Context,
  study: StudyRow,
  member: InvitationRow,
  answers: boolean,
): void {
  const { erasure, retention, respondents } = context.queries
  const respondent = respondents.findByInvitation.get(member.id)
  const email = member.email!
  if (!erasure.findCut.get(study.id))
    erasure.insertErased.run({
      ...nowhere(study.id, { ...member, route: 'personal' }),
      listed: 1,
      mailed: member.mail_status === 'accepted' || member.mail_status === 'bounced' ? 1 : 0,
      notBounced: member.mail_status === 'accepted' ? 1 : 0,
    })
  if (respondent && answers) eraseRespondent(context, study, respondent)
  erasure.deleteInvitation.run(member.id)
  erasure.deleteReserveByEmail.run(study.id, email)
  // A list that waits for its confirmation may name them.
  erasure.deleteUploads.run(study.id)
  retention.deleteWish.run(study.id, email)
  erasure.insertKey.run(study.id, personKey(context, study.slug, { email }))
}

/** Deletes all answers of a respondent; must run inside a write. */
export function eraseRespondent(context: Context, study: StudyRow, respondent: RespondentRow): void {
  const { erasure } = context.queries
  const { consent, eligible, society, wave, invited_language, route } = respondent
  const consented = consent === 'agreed'
  const isEligible = consented && eligible === 1
  const judged = isEligible && erasure.hasJudged.get({ id: respondent.id }) === 1
  if (!erasure.findCut.get(study.id))
    erasure.insertErased.run({
      ...nowhere(study.id, { society, wave, language: invited_language, route }),
      started: 1,
      consented: consented ? 1 : 0,
      eligible: isEligible ? 1 : 0,
      judged: judged ? 1 : 0,
      completed: isEligible && respondent.completed_at !== null ? 1 : 0,
    })
  erasure.markErasing.run(respondent.id)
  erasure.deleteMarked.run()
  erasure.clearErasing.run()
}

function nowhere(studyId: number, place: Pick<ErasedPerson, 'society' | 'wave' | 'language' | 'route'>) {
  const { society, wave, language, route } = place
  const none = {
    listed: 0,
    mailed: 0,
    notBounced: 0,
    started: 0,
    consented: 0,
    eligible: 0,
    judged: 0,
    completed: 0,
  } as const
  return { studyId, society, wave, language, route, ...none }
}
