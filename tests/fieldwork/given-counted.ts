import type { Express } from 'express'
import { createApp } from '../../server/app.ts'
import type { Context } from '../../server/context.ts'
import type { FunnelRow } from '../../server/fieldwork/funnel.ts'
import { startRespondent } from '../../server/respond/start-respondent.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

/** How far somebody came. */
export type Reached =
  | 'listed'
  | 'mailed'
  | 'bounced'
  | 'started'
  | 'refused'
  | 'ineligible'
  | 'eligible'
  | 'judged'
  | 'completed'
  | 'excluded'

/** People of one society, wave and language, with one kind of link. */
export interface People extends Pick<FunnelRow, 'society' | 'wave' | 'language'> {
  route: 'personal' | 'open'
  reached: readonly Reached[]
}

/** A live study of three societies in two languages with these people in it. */
export function givenCounted(
  people: readonly People[],
  threshold: number,
): { context: Context; app: Express; studyId: number } {
  const { context, clock } = givenContext()
  const definition = smallStudy()
  const gamma = { slug: 'gamma', name: 'Gamma Society', shortName: 'GAMMA' }
  givenLiveStudy(context, 'small', {
    ...definition,
    societies: [...definition.societies, gamma],
    smallCellThreshold: threshold,
  })
  const study = context.queries.studies.findBySlug.get('small')!
  let members = 0
  for (const { society, wave, language, route, reached } of people)
    for (const end of reached) {
      const kind = route === 'open' ? 'open' : 'member'
      const email = kind === 'open' ? null : `${++members}@example.org`
      const { lastInsertRowid } = context.queries.invitations.insert.run(
        study.id,
        kind,
        email,
        '',
        language,
        society,
        wave,
        clock.now,
      )
      clock.now += 3_600_000
      const status = end === 'bounced' ? 'bounced' : end === 'listed' ? 'not_mailed' : 'accepted'
      if (kind === 'member' && status !== 'not_mailed')
        context.db
          .prepare('UPDATE invitation SET mail_status = ? WHERE id = ?')
          .run(status, Number(lastInsertRowid))
      answer(context, study.id, Number(lastInsertRowid), end, clock.now)
    }
  return { context, app: createApp(context), studyId: study.id }
}

function answer(context: Context, studyId: number, invitationId: number, end: Reached, now: number): void {
  if (end === 'listed' || end === 'mailed' || end === 'bounced') return
  const { invitations, respondents, judgements, studies } = context.queries
  const study = studies.findById.get(studyId)!
  const invitation = invitations.find.get(invitationId)!
  const { id } = startRespondent(context, { study, invitation, language: 'en', device: 'phone' })
  if (end === 'started') return
  respondents.setConsent.run(end === 'refused' ? 'refused' : 'agreed', now, id)
  if (end === 'refused') return
  respondents.setEligible.run(end === 'ineligible' ? 0 : 1, now, id)
  if (end === 'ineligible' || end === 'eligible') return
  const pairs = context.db.prepare('SELECT seq FROM assignment WHERE respondent_id = ?').pluck().all(id)
  const answered = end === 'judged' ? pairs.slice(0, 1) : pairs
  for (const seq of answered as number[])
    judgements.save.run(id, seq, (['less', 'equal', 'more'] as const)[(seq + id) % 3]!, 'en', now, null)
  if (end === 'judged') return
  respondents.setCompleted.run(now, id)
  if (end === 'excluded')
    context.db
      .prepare(
        `INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
         VALUES (?, ?, 1, 'Random', 'analyst', 'analyst@society.example', 1)`,
      )
      .run(studyId, id)
}
