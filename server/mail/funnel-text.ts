import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { ShownState } from '../../db/queries/outbox-lists.ts'
import type { Context } from '../context.ts'
import { funnelOf } from '../fieldwork/funnel.ts'
import { sharesOf } from '../fieldwork/funnel-shares.ts'
import type { FunnelStage } from '../fieldwork/funnel-stages.ts'
import type { StudyVisit } from '../studies/study-visit.ts'

/** The funnel's own stages, so that this page can never count otherwise, and why they differ from the table's mails. */
export function funnelText(
  context: Context,
  { study, person }: StudyVisit,
  n: (kind: MailKind, state: ShownState) => number,
): string {
  const rows = funnelOf(context, study.id).filter(
    (row) => person.society === null || row.society === person.society,
  )
  const shares = sharesOf(rows)
  const stage = (name: FunnelStage) => shares.find((one) => one.stage === name)!.n
  const mailed = stage('mailed')
  return `In the funnel: listed ${stage('listed')} · mailed ${mailed} · not bounced ${stage('not_bounced')}. ${mailedText(mailed, n('invitation', 'accepted'), n('invitation', 'bounced'))}`
}

/** The funnel counts members and the table mails: says by how much they differ, and why. */
function mailedText(mailed: number, accepted: number, bounced: number): string {
  if (mailed === 0 && accepted + bounced === 0)
    return 'The funnel counts members, and no invitation sent by mail merge.'
  const more = accepted + bounced - mailed
  const sum = `${accepted} under Accepted${bounced > 0 ? ` and ${bounced} that came back later, under Bounced` : ''}`
  const why =
    more > 0
      ? `; ${more === 1 ? '1 of these went' : `${more} of these went`} to members who had been sent one before`
      : more < 0
        ? `; ${more === -1 ? 'the mail of 1 member was' : `the mails of ${-more} members were`} deleted with the address`
        : ''
  return `“Mailed” counts members whose invitation the mail server accepted, whether or not it came back later. Of invitations the table has ${sum}${why}. An invitation sent by mail merge is not counted.`
}
