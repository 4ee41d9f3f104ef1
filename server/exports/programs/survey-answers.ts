import type { ExportedRespondent } from '../../../db/queries/exports.ts'
import type { Context } from '../../context.ts'
import { scoreOf } from '../judgement-rows.ts'
import type { Snapshot } from '../snapshot.ts'

/** Stands for "no score" in a table of scores. */
export const NO_SCORE = -1
/** Stands for a time that was not taken. */
export const NO_TIME = -1

/**
 * The scored answers of a study in memory, 15 bytes each: the programs' files and the engine read them many times.
 * One entry per first presentation that has a score, in the order of the long file. `score` 2 = item a is more;
 * `first` 1 = item a was shown first, -1 = item b was.
 */
export interface SurveyAnswers {
  /** whom analyses keep, in the order of the pseudonyms; exclusions are left out */
  respondents: ExportedRespondent[]
  excluded: number
  /** targets, then comparators, as the study lists them */
  items: string[]
  targets: number
  constructs: string[]
  length: number
  respondent: Int32Array
  construct: Uint8Array
  a: Uint16Array
  b: Uint16Array
  score: Int8Array
  first: Int8Array
  activeMs: Int32Array
}

/** Reads the answers that the programs' files and the engine are made from; repeats and `cannot` are left out. */
export function readAnswers(context: Context, snapshot: Snapshot): SurveyAnswers {
  const { targets, comparators, constructs } = snapshot.newest.definition
  const excluded = new Set(
    context.queries.exports.listExclusions.all(snapshot.study.id).map((row) => row.respondent_id),
  )
  const answers: SurveyAnswers = {
    ...emptyAnswers(1024),
    respondents: snapshot.included.filter((one) => !excluded.has(one.id)),
    excluded: snapshot.included.filter((one) => excluded.has(one.id)).length,
    items: [...targets, ...comparators].map((item) => item.id),
    targets: targets.length,
    constructs: constructs.map((construct) => construct.slug),
  }
  const itemOf = new Map(answers.items.map((id, index) => [id, index]))
  const constructOf = new Map(answers.constructs.map((slug, index) => [slug, index]))
  answers.respondents.forEach((one, respondent) => {
    for (const row of context.queries.exports.listAssignments.all(one.id)) {
      const [, , slug, itemA, itemB, shownFirst, isRepeat, , response, , , activeMs] = row
      const score = response === null ? null : scoreOf[response]
      const [construct, a, b] = [constructOf.get(slug), itemOf.get(itemA), itemOf.get(itemB)]
      if (isRepeat === 1 || score === null || construct === undefined) continue
      if (a === undefined || b === undefined) continue
      if (answers.length === answers.score.length) Object.assign(answers, grown(answers))
      const at = answers.length++
      answers.respondent[at] = respondent
      answers.construct[at] = construct
      answers.a[at] = a
      answers.b[at] = b
      answers.score[at] = score
      answers.first[at] = shownFirst === 'a' ? 1 : -1
      answers.activeMs[at] = activeMs ?? NO_TIME
    }
  })
  return answers
}

/** Forgets the answers and keeps who gave them: a million take 17 MB, and wide tables are all that a star needs. */
export function releaseAnswers(answers: SurveyAnswers): void {
  Object.assign(answers, emptyAnswers(0))
}

type Arrays = Pick<
  SurveyAnswers,
  'length' | 'respondent' | 'construct' | 'a' | 'b' | 'score' | 'first' | 'activeMs'
>

function emptyAnswers(capacity: number): Arrays {
  return {
    length: 0,
    respondent: new Int32Array(capacity),
    construct: new Uint8Array(capacity),
    a: new Uint16Array(capacity),
    b: new Uint16Array(capacity),
    score: new Int8Array(capacity),
    first: new Int8Array(capacity),
    activeMs: new Int32Array(capacity),
  }
}

function grown(full: Arrays): Arrays {
  const larger = emptyAnswers(full.score.length * 2)
  larger.length = full.length
  larger.respondent.set(full.respondent)
  larger.construct.set(full.construct)
  larger.a.set(full.a)
  larger.b.set(full.b)
  larger.score.set(full.score)
  larger.first.set(full.first)
  larger.activeMs.set(full.activeMs)
  return larger
}
