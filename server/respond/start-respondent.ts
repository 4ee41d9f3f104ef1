import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { Device, RespondentRow } from '../../db/queries/respondents.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { requireVersion } from '../studies/definitions.ts'
import { planSchedule } from '../studies/plan-schedule.ts'
import { scheduleInput } from '../studies/schedule-input.ts'

/** Whom a start is for, and how the person came. */
export interface Start {
  study: StudyRow
  invitation: InvitationRow
  language: string
  device: Device
}

/**
 * Makes the respondent of an invitation, with a schedule that never changes, and returns it; a second call returns
 * the same respondent. Must run inside a write. Throws a Refusal when the study has no version to answer.
 */
export function startRespondent(
  context: Context,
  { study, invitation, language, device }: Start,
): RespondentRow {
  const { respondents, studies } = context.queries
  const existing = respondents.findByInvitation.get(invitation.id)
  if (existing) return existing
  const newest = studies.findNewestVersion.get(study.id)
  if (!newest) throw new Refusal('not_found', 'This study has nothing to answer yet.')
  const mode = invitation.kind === 'test' ? 'test' : 'live'
  const ordinal = respondents.nextOrdinal.get(study.id, mode)!
  const { lastInsertRowid } = respondents.insert.run({
    studyId: study.id,
    versionId: newest.id,
    pseudonym: drawPseudonym(context, study.id),
    ordinal,
    mode,
    route: invitation.kind === 'open' ? 'open' : 'personal',
    society: invitation.society,
    wave: invitation.wave,
    invitedLanguage: invitation.language,
    language,
    device,
    startedAt: context.now(),
  })
  const respondentId = Number(lastInsertRowid)
  respondents.linkIdentity.run(invitation.id, respondentId)
  writeSchedule(context, respondentId, study.seed, newest.id, ordinal)
  return respondents.findByInvitation.get(invitation.id)!
}

function writeSchedule(
  context: Context,
  respondentId: number,
  seed: number,
  versionId: number,
  ordinal: number,
): void {
  const input = scheduleInput(requireVersion(context, versionId).definition)
  if (!input) return
  const { insertAssignment } = context.queries.judgements
  for (const pair of planSchedule(input, seed, ordinal)) {
    insertAssignment.run(
      respondentId,
      pair.seq,
      pair.block,
      pair.construct,
      pair.itemA,
      pair.itemB,
      pair.shownFirst,
      pair.isRepeat ? 1 : 0,
    )
  }
}

/**
 * Returns a free pseudonym such as S04711, drawn at random so that it tells neither who nor when.
 * Five digits serve until half of them are used; each further digit multiplies the room by ten.
 */
function drawPseudonym(context: Context, studyId: number): string {
  const { pseudonymTaken } = context.queries.respondents
  for (let digits = 5; digits <= 12; digits++) {
    for (let attempt = 0; attempt < 8; attempt++) {
      const number = 1 + context.randomBelow(10 ** digits - 1)
      const pseudonym = `S${String(number).padStart(digits, '0')}`
      if (pseudonymTaken.get(studyId, pseudonym) === undefined) return pseudonym
    }
  }
  throw new Error('No pseudonym is free')
}
