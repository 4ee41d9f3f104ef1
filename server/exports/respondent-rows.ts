import type { ExportedRespondent } from '../../db/queries/exports.ts'
import type { Context } from '../context.ts'
import { dayIn, secondsCell, secondsSince } from './cells.ts'
import type { Cell } from './column.ts'
import { type LeftOut, leftOutByPlan } from './programs/left-out.ts'
import { answerCell, type QuestionColumn } from './question-columns.ts'
import { type Snapshot, stateOf, whyLeftOut } from './snapshot.ts'

/** Yields respondents.csv. Who withdrew or refused consent keeps a row with blank answers, so that counts add up. */
export function* respondentRows(
  context: Context,
  snapshot: Snapshot,
  questions: readonly QuestionColumn[],
): Generator<Cell[]> {
  const { exports } = context.queries
  const dayOf = dayIn(snapshot.zone)
  const included = new Set(snapshot.included)
  for (const respondent of snapshot.listed) {
    const row: Cell[] = [
      respondent.pseudonym,
      snapshot.versions.get(respondent.version_id)!.label,
      snapshot.request.mode,
      respondent.society,
      respondent.language,
      stateOf(respondent),
    ]
    if (!included.has(respondent)) {
      yield [...row, ...new Array<Cell>(7 + questions.length).fill(null)]
      continue
    }
    const totals = exports.totals.get(respondent.id)!
    const answers = new Map(
      exports.listAnswers.all(respondent.id).map((answer) => [answer.variable, answer.value]),
    )
    const active = exports.activeMs.get(respondent.id) ?? null
    row.push(
      totals.n_shown,
      totals.n_answered,
      totals.n_equal,
      totals.n_cannot,
      totals.n_decided === 0 ? null : (totals.n_first / totals.n_decided).toFixed(3),
      active === null ? null : (active / 60_000).toFixed(2),
      dayOf(respondent.started_at),
    )
    for (const question of questions) row.push(answerCell(question, answers.get(question.variable)))
    yield row
  }
}

/** Yields revisions.csv: every answer that was ever given to a pair, the first included. */
export function* revisionRows(context: Context, snapshot: Snapshot): Generator<Cell[]> {
  for (const { id, pseudonym, started_at } of snapshot.included)
    for (const { seq, revision, response, at } of context.queries.exports.listRevisions.all(id))
      yield [pseudonym, seq, revision, response, secondsSince(started_at, at)]
}

/** Yields ratings.csv: the chosen category of each rating item, counted from 0. */
export function* ratingRows(context: Context, snapshot: Snapshot): Generator<Cell[]> {
  for (const { id, version_id, pseudonym, started_at } of snapshot.included) {
    const { ratingItems } = snapshot.versions.get(version_id)!.definition
    if (ratingItems.length === 0) continue
    const answers = new Map(
      context.queries.exports.listAnswers.all(id).map((answer) => [answer.variable, answer]),
    )
    for (const item of ratingItems) {
      const answer = answers.get(item.id)
      const category: unknown = answer && JSON.parse(answer.value)
      if (!answer || category === null) continue
      yield [pseudonym, item.id, Number(category), secondsSince(started_at, answer.answered_at)]
    }
  }
}

/** Yields simulated.csv: whose answers in the files were made up by the program. */
export function* simulatedRows({ included }: Snapshot): Generator<Cell[]> {
  for (const { pseudonym, is_simulated } of included) if (is_simulated === 1) yield [pseudonym]
}

/** Yields timings.csv: how long each page took. */
export function* timingRows(context: Context, snapshot: Snapshot): Generator<Cell[]> {
  for (const { id, pseudonym } of snapshot.included)
    for (const { page, visits, active_ms, wall_ms } of context.queries.exports.listTimings.all(id))
      yield [pseudonym, page, visits, active_ms, secondsCell(wall_ms)]
}

/**
 * Yields exclusions.csv: who is left out, and why. Answers of those whom staff exclude stay in the other files; those
 * of people who withdrew, refused or are not eligible (by_role respondent) are in none.
 */
export function* exclusionRows(context: Context, snapshot: Snapshot): Generator<Cell[]> {
  // Files that follow the plan to the letter leave nobody out by decision; decisions.csv lists them all the same.
  const isDecided = snapshot.request.decisions !== 'off'
  const { listExclusions, listItemExclusions } = context.queries.exports
  const decided = isDecided ? listExclusions.all(snapshot.study.id) : []
  const decisions = new Map(decided.map((row) => [row.respondent_id, row]))
  const byPlan = planRules(context, snapshot)
  for (const respondent of snapshot.listed) {
    const { id, pseudonym } = respondent
    const reason = whyLeftOut(respondent)
    if (reason !== undefined) yield [pseudonym, reason, 'respondent', null, null]
    const decision = decisions.get(id)
    if (decision) yield [pseudonym, decision.reason, decision.by_role, null, null]
    else if (reason === undefined)
      for (const out of byPlan(respondent)) yield [pseudonym, out.reason, 'plan', null, out.target ?? null]
  }
  for (const { item, reason, by_role } of isDecided ? listItemExclusions.all(snapshot.study.id) : [])
    yield [null, reason, by_role, null, item]
}

/** Returns what tells whom the plan's rules leave out; without rules nothing is read. */
function planRules(context: Context, { newest }: Snapshot): (one: ExportedRespondent) => LeftOut[] {
  const { definition } = newest
  const { listAssignments, listAnswers } = context.queries.exports
  if ((definition.plan.exclusionRules ?? []).length === 0) return () => []
  return (one) =>
    leftOutByPlan(
      definition,
      one,
      listAssignments.all(one.id),
      () => new Map(listAnswers.all(one.id).map(({ variable, value }) => [variable, value])),
    )
}
