import type { AssignmentTuple, ExportedRespondent } from '../../../db/queries/exports.ts'
import type { Response } from '../../../db/queries/judgements.ts'
import type { Context } from '../../context.ts'
import type { Definition } from '../../studies/definition.ts'
import { scoreOf } from '../judgement-rows.ts'
import type { Snapshot } from '../snapshot.ts'
import { type PairTally, tallyKeeper } from './answer-tallies.ts'
import { type Answers, type LeftOut, leftOutByPlan } from './left-out.ts'

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
  /** whom analyses leave out, altogether or for one target */
  leftOut: LeftOut[]
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
  /** first presentations of each respondent answered with `cannot` */
  cannot: number[]
  /** every answer to first presentations, `cannot` and none included */
  tallies: PairTally[]
  /** answers to pairs that were shown a second time, as they were given */
  repeats: { respondent: number; construct: number; a: number; b: number; response: Response | null }[]
}

/** Which answers are read; what the definition does not name is left out. */
export interface AnswerChoice {
  definition: Definition
  /** leave out whom the plan's rules leave out */
  planRules: boolean
  /** leave out whom recorded decisions leave out */
  recorded: boolean
  /** further respondents that a run of its own leaves out, with the reason */
  leaveOut?: (one: ExportedRespondent, answers: Answers) => string | undefined
}

/** Reads the answers that the programs' files and the engine are made from; repeats and `cannot` have no score. */
export function readAnswers(context: Context, snapshot: Snapshot, choice: AnswerChoice): SurveyAnswers {
  const { targets, comparators, constructs } = choice.definition
  const keeper = tallyKeeper()
  const answers: SurveyAnswers = {
    ...emptyAnswers(mostAnswers(context, snapshot)),
    respondents: [],
    leftOut: [],
    items: [...targets, ...comparators].map((item) => item.id),
    targets: targets.length,
    constructs: constructs.map((construct) => construct.slug),
    tallies: keeper.tallies,
    cannot: [],
    repeats: [],
  }
  const itemOf = new Map(answers.items.map((id, index) => [id, index]))
  const constructOf = new Map(answers.constructs.map((slug, index) => [slug, index]))
  const whyOut = leaveOut(context, snapshot, choice)
  for (const one of snapshot.included) {
    const rows = context.queries.exports.listAssignments.all(one.id)
    const out = whyOut(one, rows)
    answers.leftOut.push(...out)
    if (out.some(({ target }) => target === undefined)) continue
    const respondent = answers.respondents.push(one) - 1
    answers.cannot.push(0)
    for (const row of rows) {
      const [construct, a, b] = [constructOf.get(row[2]), itemOf.get(row[3]), itemOf.get(row[4])]
      if (construct === undefined || a === undefined || b === undefined) continue
      if (out.some(({ target }) => target === row[3] || target === row[4])) continue
      if (row[6] === 1) answers.repeats.push({ respondent, construct, a, b, response: row[8] })
      else {
        keeper.count(construct, a, b, row[8])
        if (row[8] === 'cannot') answers.cannot[respondent]!++
        addAnswer(answers, { respondent, construct, a, b }, row)
      }
    }
  }
  return answers
}

/** Room for all of them at once: to make room on the way would need that of two for a moment. */
function mostAnswers(context: Context, { included }: Snapshot): number {
  return context.queries.exports.countAssignments.get(JSON.stringify(included.map(({ id }) => id)))!
}

function addAnswer(
  answers: SurveyAnswers,
  place: { respondent: number; construct: number; a: number; b: number },
  [, , , , , shownFirst, , , response, , , activeMs]: AssignmentTuple,
): void {
  const score = response === null ? null : scoreOf[response]
  if (score === null) return
  const at = answers.length++
  answers.respondent[at] = place.respondent
  answers.construct[at] = place.construct
  answers.a[at] = place.a
  answers.b[at] = place.b
  answers.score[at] = score
  answers.first[at] = shownFirst === 'a' ? 1 : -1
  answers.activeMs[at] = activeMs ?? NO_TIME
}

/** Returns what tells whether somebody is left out, and for which targets. */
function leaveOut(
  context: Context,
  snapshot: Snapshot,
  choice: AnswerChoice,
): (one: ExportedRespondent, rows: readonly AssignmentTuple[]) => LeftOut[] {
  const { listExclusions, listAnswers } = context.queries.exports
  const decisions = choice.recorded ? listExclusions.all(snapshot.study.id) : []
  const recorded = new Map(decisions.map(({ respondent_id, reason }) => [respondent_id, reason]))
  return (one, rows) => {
    const reason = recorded.get(one.id)
    if (reason !== undefined) return [{ respondent: one, by: 'recorded', reason }]
    const answersOf = (): Answers =>
      new Map(listAnswers.all(one.id).map(({ variable, value }) => [variable, value]))
    const own = choice.leaveOut?.(one, answersOf())
    if (own !== undefined) return [{ respondent: one, by: 'run', reason: own }]
    return choice.planRules ? leftOutByPlan(choice.definition, one, rows, answersOf) : []
  }
}

/** Forgets the answers and keeps who gave them: a million take 17 MB, and wide tables are all that a person-by-item model needs. */
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
