import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { knowledgeAt, knowledgeWords, openingMoments } from '../studies/opening-moments.ts'
import { listDecisions } from './decide.ts'
import { countErasedDecisions, erasedText } from './erased-decisions.ts'
import type { QualityPage } from './quality-pages.ts'

/** Returns every decision with what could be known when it was taken, and how many are listed no more. */
export function shownDecisions(
  context: Context,
  study: StudyRow,
): Pick<QualityPage, 'decisions' | 'erasedDecisions'> {
  const zone = study.close_zone ?? context.config.zone
  const moments = openingMoments(context, study.id)
  return {
    decisions: listDecisions(context, study.id).map((one) => ({
      what: one.name,
      decided: one.excluded === 1 ? 'left out' : 'taken back',
      reason: one.reason,
      by: one.actor,
      at: formatTime(one.at, zone, 'en'),
      knowledge: knowledgeWords[knowledgeAt(one.at, moments)],
      isInForce: one.is_newest === 1 && one.excluded === 1,
    })),
    erasedDecisions: erasedText(countErasedDecisions(context, study.id)).trim(),
  }
}
