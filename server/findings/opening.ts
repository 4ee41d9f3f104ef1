import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { openingActions } from '../studies/opening-moments.ts'
import { resultsAreOpen } from './blinding.ts'
import { keptResult } from './kept-results.ts'

/**
 * Records, once for each study, that its results opened: with the hashes of plan and data as they were then. The
 * program calls it soon after closing; whoever looks before that does too.
 */
export async function recordOpening(context: Context, study: StudyRow): Promise<void> {
  if (!resultsAreOpen(study) || wasLogged(context, study, 'opened')) return
  const newest = context.queries.studies.findNewestVersion.get(study.id)
  if (!newest || newest.number === 0) return
  // Worked out before the write, which must be short.
  const { dataSha256, version, people } = keptResult(context, study)
  const detail = {
    data_sha256: dataSha256,
    plan_sha256: version.planSha256,
    study_version: version.label,
    analysed: people.analysed,
  }
  await context.write(() => {
    if (wasLogged(context, study, 'opened')) return
    logEvent(context, 'system', openingActions.opened, study.id, detail)
  })
}

/** Records the opening of every study that has closed since; one that cannot be worked out is in the log of faults. */
export async function recordOpenings(context: Context): Promise<void> {
  for (const study of context.queries.studies.list.all()) {
    if (study.state !== 'closed' || wasLogged(context, study, 'opened')) continue
    await recordOpening(context, study)
  }
}

/** Records who looked at the results first, once; the opening before it, where nothing had noticed it. */
export async function recordFirstLook(context: Context, study: StudyRow, person: string): Promise<void> {
  if (wasLogged(context, study, 'seen')) return
  await recordOpening(context, study)
  await context.write(() => {
    if (!wasLogged(context, study, 'seen')) logEvent(context, person, openingActions.seen, study.id, {})
  })
}

function wasLogged(context: Context, study: StudyRow, what: keyof typeof openingActions): boolean {
  return context.queries.audit.countOfStudy.get(study.id, openingActions[what])! > 0
}
