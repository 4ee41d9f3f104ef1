import type { Context } from '../context.ts'
import type { RawForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'
import type { AskedQuestion } from '../studies/definition-text.ts'
import type { StartedVisit } from './open-link.ts'
import { asForm } from './question-field.ts'
import { fieldName, readAnswers } from './question-form.ts'
import { answerText } from './question-texts.ts'
import { type AnswerValue, listAnswers } from './save-answers.ts'
import { say } from './visit-shell.ts'

/** How often each question of a page was answered when the page was made, as its form carries it: `2.0.1`. */
const revisionsText = /^\d{1,6}(\.\d{1,6})*$/

/** What a page with questions carries beside its answers. */
export interface CarriedAlong {
  own: RawForm
  revisions: readonly number[]
  /** the page showed saved answers beside what was written in it */
  beside: boolean
  /** the saved answers were chosen */
  keepSaved: boolean
}

/** Splits a form into its answers and what the page carried along; refuses what was tampered with. */
export function readCarried({ revision = '', beside, keep, ...own }: RawForm): CarriedAlong {
  const isGood = typeof revision === 'string' && (revision === '' || revisionsText.test(revision))
  if (
    !isGood ||
    ![undefined, '1'].includes(beside as string) ||
    ![undefined, 'saved'].includes(keep as string)
  )
    throw new Refusal('bad_request', 'The form did not arrive as expected.')
  // A page that says nothing was made before anything was answered, as far as anybody can tell.
  const revisions = revision === '' ? [] : revision.split('.').map(Number)
  return { own, revisions, beside: beside !== undefined, keepSaved: keep !== undefined }
}

/** Returns the fields that carry along from when a page is, and whether saved answers stand beside. */
export function carriedFields(
  revisions: readonly number[],
  beside: boolean,
): { name: string; value: string }[] {
  const shown = beside ? [{ name: 'beside', value: '1' }] : []
  return [{ name: 'revision', value: revisions.join('.') }, ...shown]
}

/** Returns how often each question was answered so far, in the order of the page. */
export function revisionsOf(
  context: Context,
  { respondent }: StartedVisit,
  questions: readonly AskedQuestion[],
): number[] {
  const rows = context.queries.answers.list.all(respondent.id)
  const known = new Map(rows.map(({ variable, revision }) => [variable, revision]))
  return questions.map(({ variable }) => known.get(variable) ?? 0)
}

/**
 * Brings together what was answered in this window (`mine`) and what another one saved since the page was made.
 * What only one of them changed is taken from there. Where both did, nothing is decided: `form` is the page as it was
 * written here, with what the other one alone changed, to be shown with the saved answers beside. The fields of a row
 * belong together: half a row of each window would be an answer that nobody gave.
 */
export function mergeWindows(
  context: Context,
  visit: StartedVisit,
  questions: readonly AskedQuestion[],
  mine: ReadonlyMap<string, AnswerValue>,
  { own, revisions }: CarriedAlong,
): { values: Map<string, AnswerValue> } | { form: RawForm } {
  const saved = listAnswers(context, visit.respondent.id)
  const now = revisionsOf(context, visit, questions)
  const { findRevision } = context.queries.answers
  const facts = questions.map((question, index) => {
    const { variable } = question
    const seen = revisions[index] ?? 0
    const before = findRevision.get(visit.respondent.id, variable, seen) ?? 'null'
    return {
      question,
      changedElsewhere: now[index] !== seen,
      changedHere: JSON.stringify(mine.get(variable)) !== before,
      differs: JSON.stringify(mine.get(variable)) !== JSON.stringify(saved.get(variable) ?? null),
    }
  })
  const values = new Map(mine)
  const form = { ...own }
  let conflict = false
  for (const row of rowsOf(visit, facts)) {
    const elsewhere = row.some((one) => one.changedElsewhere)
    if (!elsewhere || !row.some((one) => one.differs)) continue
    if (row.some((one) => one.changedHere)) {
      conflict = true
      continue
    }
    for (const { question } of row) {
      values.set(question.variable, saved.get(question.variable) ?? null)
      delete form[fieldName(question)]
      Object.assign(form, asForm(visit, question, saved))
    }
  }
  return conflict ? { form: { ...form, revision: now.join('.'), beside: '1' } } : { values }
}

/** Returns the saved answers that differ from what is filled in, as one reads them, by variable. */
export function savedBeside(
  context: Context,
  visit: StartedVisit,
  questions: readonly AskedQuestion[],
  form: RawForm,
): Map<string, string> {
  const saved = listAnswers(context, visit.respondent.id)
  const beside = new Map<string, string>()
  for (const question of questions) {
    const value = saved.get(question.variable) ?? null
    const given = form[fieldName(question)]
    const read = readAnswers(visit, [question], given === undefined ? {} : { [fieldName(question)]: given })
    if (JSON.stringify(read.values.get(question.variable)) === JSON.stringify(value)) continue
    beside.set(question.variable, answerText(visit, question, value) ?? visit.words.notAnswered)
  }
  return beside
}

function rowsOf<Fact extends { question: AskedQuestion }>(visit: StartedVisit, facts: Fact[]): Fact[][] {
  const rows = new Map<string, Fact[]>()
  for (const fact of facts) {
    const { variable, group, target } = fact.question
    const key = group === undefined ? variable : `${target ?? ''} ${say(visit, group)}`
    rows.set(key, [...(rows.get(key) ?? []), fact])
  }
  return [...rows.values()]
}
