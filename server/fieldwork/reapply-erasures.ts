import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { cutNow } from './cut-identity.ts'
import { eraseMember, eraseRespondent } from './erase-person.ts'
import { type ErasureEntry, listErasures, personKey } from './erasure-record.ts'
import type { FunnelRow } from './funnel.ts'
import { type FunnelStage, mailStages } from './funnel-stages.ts'
import { removeAnswers, removeIdentities } from './retention.ts'
import { settleErasures } from './settle-erasures.ts'

/**
 * Erases again, after an older backup was restored, everything that was erased since it was made. Returns how many
 * erasures it had to repeat. A study whose link was cut after the backup is closed again: its answers are anonymous.
 */
export function reapplyErasures(context: Context, actor: string): number {
  let repeated = 0
  context.transaction(() => {
    for (const line of listErasures(context)) {
      const study = context.queries.studies.findBySlug.get(line.study)
      // Another study of that name is another study.
      if (study?.created_at === line.made && reapply(context, study, line, actor)) repeated += 1
    }
    if (repeated === 0) return
    context.queries.erasure.askForWipe.run('pages')
    logEvent(context, actor, 'erasures repeated', null, { repeated })
  })
  settleErasures(context)
  return repeated
}

function reapply(context: Context, study: StudyRow, line: ErasureEntry, actor: string): boolean {
  if (line.kind === 'person') return reapplyPerson(context, study, line)
  if (line.kind === 'cut') {
    if (context.queries.erasure.findCut.get(study.id)) return false
    closeAgain(context, study, actor)
    cutNow(context, study, routedRows(context, study, line.funnel), actor)
    return true
  }
  const held = context.queries.retention.held.get({ studyId: study.id })!
  if (line.kind === 'identities' ? held.members + held.reserve + held.wishes === 0 : held.respondents === 0)
    return false
  if (line.kind === 'identities') removeIdentities(context, study)
  else removeAnswers(context, study)
  return true
}

/** The counts of a line; one written before routes were kept says no more than that some came by an open link. */
function routedRows(
  context: Context,
  study: StudyRow,
  cells: Extract<ErasureEntry, { kind: 'cut' }>['funnel'],
): FunnelRow[] {
  const isOld = cells.some(({ route }) => route === undefined)
  if (isOld) context.queries.funnel.forgetRoutes.run(study.id)
  const open = new Set(context.queries.funnel.openSocieties.all(study.id))
  return cells.map((cell) => {
    const stage = cell.stage as FunnelStage
    const isKnown = mailStages.has(stage) || !open.has(cell.society)
    return { ...cell, stage, route: cell.route ?? (isKnown ? 'personal' : 'unknown') }
  })
}

function closeAgain(context: Context, study: StudyRow, actor: string): void {
  if (study.state === 'closed' || study.state === 'archived') return
  context.queries.studies.setState.run('closed', study.id)
  context.queries.studies.insertTransition.run(study.id, 'closed', context.now(), actor)
}

function reapplyPerson(
  context: Context,
  study: StudyRow,
  { key, answers }: Extract<ErasureEntry, { kind: 'person' }>,
): boolean {
  const { invitations, erasure, respondents } = context.queries
  const member = invitations.listOfStudy
    .all(study.id, 'member')
    .find(({ email }) => email !== null && personKey(context, study.slug, { email }) === key)
  if (member) {
    eraseMember(context, study, member, answers)
    return true
  }
  const reference = erasure.listPseudonyms
    .all(study.id)
    .find(({ pseudonym }) => personKey(context, study.slug, { reference: pseudonym }) === key)?.pseudonym
  const respondent = reference && respondents.findByPseudonym.get(study.id, reference)
  if (!respondent) return false
  eraseRespondent(context, study, respondent)
  return true
}
