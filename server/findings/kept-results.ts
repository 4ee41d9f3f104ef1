import type { Db } from '../../db/open-database.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { programVersion } from '../program-version.ts'
import { refuseWhileBlind } from './blinding.ts'
import { type ResultOptions, type StudyResult, studyResult } from './study-result.ts'

/** Beyond this the one not asked for longest is given up: a result of 5,000 surgeons holds some 20 MB. */
const mostKept = 6

const kept = new WeakMap<Db, Map<string, StudyResult>>()

/**
 * Returns `studyResult`, made once for the same data, plan, run and program: kept in memory under the study's data
 * state (which every answer, exclusion and version moves), so that pictures and tables of one page share it.
 */
export function keptResult(
  context: Context,
  study: StudyRow,
  options: Pick<ResultOptions, 'run'> = {},
): StudyResult {
  refuseWhileBlind(study)
  const results = kept.get(context.db) ?? new Map<string, StudyResult>()
  kept.set(context.db, results)
  const state = context.queries.exports.dataState.get(study.id) ?? 0
  const key = JSON.stringify([study.id, state, programVersion, options.run ?? {}])
  const known = results.get(key)
  const result = known ?? studyResult(context, study, options)
  results.delete(key)
  results.set(key, result)
  for (const oldest of results.keys()) {
    if (results.size <= mostKept) break
    results.delete(oldest)
  }
  return result
}
