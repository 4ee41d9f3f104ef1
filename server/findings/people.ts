import type { ExportedRespondent } from '../../db/queries/exports.ts'
import type { Context } from '../context.ts'
import { analysedOf, type Survey } from '../exports/programs/survey.ts'
import { runFunnel, sharesOfRun } from '../exports/run-funnel.ts'
import { stateOf, whyLeftOut } from '../exports/snapshot.ts'
import type { FunnelRow } from '../fieldwork/funnel.ts'
import { responseShare, type StageShare, toldShares } from '../fieldwork/funnel-shares.ts'

/** Who is left out of an analysis for one reason. */
export interface ExclusionCount {
  reason: string
  /** by whom: the respondents themselves, a rule of the plan, a recorded decision, or this run's own choice */
  by: 'respondent' | 'plan' | 'recorded' | 'run'
  n: number
  /** only the answers about this target are left out; undefined = the respondent is */
  target: string | undefined
}

/** From the list to the analysis: started = analysed + the excluded who are not limited to a target. */
export interface People {
  /** the one funnel of the study with this run's own last stage, and named denominators */
  funnel: StageShare[]
  /** who completed by a personal link, of the listed; undefined where that is not known */
  response: StageShare | undefined
  /** what `funnel` sums up, by society, wave, language and route */
  rows: FunnelRow[]
  started: number
  completed: number
  analysed: number
  excluded: ExclusionCount[]
}

/** Returns listed, analysed and excluded with reasons (design rule 8). */
export function peopleOf(context: Context, studyId: number, survey: Survey): People {
  const { include } = survey.run
  const everybody = context.queries.exports.listRespondents.all(studyId, 'live')
  const counts = new Map<string, ExclusionCount>()
  const count = (reason: string, by: ExclusionCount['by'], target?: string): void => {
    const key = `${by} ${target ?? ''} ${reason}`
    const known = counts.get(key)
    if (known) known.n++
    else counts.set(key, { reason, by, n: 1, target })
  }
  for (const one of everybody) {
    const reason = whyNotListed(one, include)
    if (reason !== undefined) count(reason, 'respondent')
  }
  for (const { reason, by, target } of survey.answers.leftOut) count(reason, by, target)
  const analysed = analysedOf(survey)
  const rows = runFunnel(context, studyId, { analysed, include })
  const silent = survey.answers.respondents.length - analysed.length
  for (let n = 0; n < silent; n++) count('gave no answer that can be analysed', 'respondent')
  // Erased answers leave the person in the funnel: a total that lacks them would not fit its own stages.
  const erased = Math.max(0, countOf(rows, 'started') - everybody.length)
  for (let n = 0; n < erased; n++) count('answers erased at their request', 'respondent')
  return {
    rows,
    funnel: sharesOfRun(toldShares(rows), include),
    response: responseShare(rows),
    started: everybody.length + erased,
    completed: everybody.filter((one) => stateOf(one) === 'completed').length,
    analysed: analysed.length,
    excluded: [...counts.values()],
  }
}

function countOf(rows: readonly FunnelRow[], stage: FunnelRow['stage']): number {
  return rows.reduce((total, row) => (row.stage === stage ? total + row.n : total), 0)
}

function whyNotListed(one: ExportedRespondent, include: 'completed' | 'started'): string | undefined {
  const reason = whyLeftOut(one)
  if (reason !== undefined) return reason
  return include === 'completed' && stateOf(one) !== 'completed' ? 'did not answer to the end' : undefined
}
