import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../../server/context.ts'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { closeStudy, requireStudy } from '../../server/studies/lifecycle.ts'
import { type GivenStudy, givenStudy } from '../support/given-study.ts'

const habits = { partial: 0.2, cannot: 0.03, ties: 0.3, orderEffect: 0.1, careless: 0.03 }

export interface GivenClosed extends GivenStudy {
  study: () => StudyRow
  close: () => void
}

/** A study that simulated surgeons answered; closed unless it is to stay live. */
export function givenAnswered(
  options: {
    template?: string
    change?: (definition: Definition) => void
    respondents?: number
    live?: boolean
    file?: string
    env?: Record<string, string>
  } = {},
): GivenClosed {
  const { template, change, respondents = 60, live = false, file, env } = options
  const given = givenStudy(template, change, {
    ...(file === undefined ? {} : { file }),
    ...(env ? { env } : {}),
  })
  simulateStudy(given.context, { slug: 'endo', respondents, seed: 1, habits, chunk: respondents })
  const close = () => closeStudy(given.context, 'endo', 'coordinator@society.example')
  if (!live) close()
  return { ...given, close, study: () => studyOf(given.context) }
}

export function studyOf(context: Context): StudyRow {
  return requireStudy(context, 'endo')
}

/** Records a decision on a respondent, as the quality page does. */
export function exclude(context: Context, pseudonym: string, excluded: 0 | 1 = 1): void {
  const study = studyOf(context)
  const one = context.queries.exports.listRespondents
    .all(study.id, 'live')
    .find((respondent) => respondent.pseudonym === pseudonym)!
  context.db
    .prepare(
      `INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
       VALUES (?, ?, ?, 'Answered at random', 'analyst', 'analyst@society.example', 1)`,
    )
    .run(study.id, one.id, excluded)
}
