import type { Context } from '../context.ts'
import { toSafeHtml } from '../http/markdown.ts'
import type { QuestionPage, Target } from '../studies/definition.ts'
import { type AskedQuestion, askedQuestions } from '../studies/definition-text.ts'
import { mediaOf } from './media-view.ts'
import type { StartedVisit } from './open-link.ts'
import { refuseUnknownFields } from './page-fields.ts'
import type { Filled, FormStep } from './page-flow.ts'
import type { QuestionsPage } from './pages.ts'
import { patientsOf } from './patients.ts'
import { fieldSets } from './question-field.ts'
import { fieldName, readAnswers } from './question-form.ts'
import { pageHeadings, pageIntroductions } from './question-texts.ts'
import { listAnswers, saveAnswers } from './save-answers.ts'
import { carriedFields, mergeWindows, readCarried, revisionsOf, savedBeside } from './two-windows.ts'
import { formPage, itemName, say } from './visit-shell.ts'

/** Returns the page that asks the questions of one place, such as disclosure or about. */
export function questionStep(page: QuestionPage): FormStep {
  return {
    step(visit, params) {
      if (page !== 'procedure') return questionsOf(visit, page).length > 0 ? page : undefined
      return visit.definition.targets.some((target) => target.id === params.target)
        ? `procedure/${params.target}`
        : undefined
    },
    show(context, visit, params, filled) {
      if (filled.form)
        refuseUnknownFields(
          readCarried(filled.form).own,
          questionsOf(visit, page, params.target).map(fieldName),
        )
      return {
        template: 'respond/questions',
        model: questionsPage(context, visit, page, params.target, filled),
      }
    },
    save(context, visit, params, form) {
      const questions = questionsOf(visit, page, params.target)
      const carried = readCarried(form)
      // Nothing to save: another window has done so.
      if (carried.beside && carried.keepSaved) return 'saved'
      const { values, errors } = readAnswers(visit, questions, carried.own)
      if (errors.length > 0) return errors
      const merged = mergeWindows(context, visit, questions, values, carried)
      if ('form' in merged) return { notice: visit.words.writtenElsewhere, form: merged.form }
      saveAnswers(context, visit.respondent, visit.definition, merged.values)
      const step = params.target === undefined ? page : `${page}/${params.target}`
      context.queries.respondents.insertStep.run(visit.respondent.id, step, visit.now)
      return 'saved'
    },
  }
}

/** Returns the questions asked on a page. */
export function questionsOf(visit: StartedVisit, page: QuestionPage, target?: string): AskedQuestion[] {
  return askedQuestions(visit.definition).filter(
    (question) =>
      question.page === page && (target === undefined || !question.target || question.target === target),
  )
}

function questionsPage(
  context: Context,
  visit: StartedVisit,
  page: QuestionPage,
  target: string | undefined,
  filled: Filled,
): QuestionsPage {
  const { words } = visit
  const questions = questionsOf(visit, page, target)
  const saved = filled.form ? new Map() : listAnswers(context, visit.respondent.id)
  const step = target === undefined ? page : `${page}/${target}`
  // A page shown again keeps the revisions it was made from, else a stale page would lose its staleness.
  const carried = filled.form && readCarried(filled.form)
  const revisions = carried?.revisions ?? revisionsOf(context, visit, questions)
  const isBeside = carried?.beside ?? false
  const beside = isBeside ? savedBeside(context, visit, questions, carried!.own) : undefined
  return {
    ...formPage(context, visit, step, filled, {
      heading: pageHeadings(words)[page],
      hidden: carriedFields(revisions, isBeside),
    }),
    introduction: pageIntroductions(words)[page],
    procedure: target === undefined ? undefined : procedureOf(context, visit, target),
    groups: groupByTarget(visit, page, questions).map((group) => ({
      heading: group.heading,
      patients:
        group.target && pagesAboutTargets.includes(page) ? patientsOf(context, visit, [group.target]) : [],
      sets: fieldSets(visit, group.questions, saved, filled, beside),
    })),
    mayKeepSaved: isBeside,
  }
}

function procedureOf(context: Context, visit: StartedVisit, id: string): QuestionsPage['procedure'] {
  const target = visit.definition.targets.find((one) => one.id === id)!
  return {
    name: itemName(visit, target),
    label: say(visit, target.label),
    descriptor: say(visit, target.descriptor),
    vignette: toSafeHtml(say(visit, target.vignette)),
    media: mediaOf(context, visit, target),
  }
}

/** Pages after the pairs that ask about the targets once more: each says which, and lets one read the patient. */
const pagesAboutTargets: readonly QuestionPage[] = ['times', 'reference', 'materials']

/** Where several targets share a page, each target's questions stand under its name. */
function groupByTarget(
  visit: StartedVisit,
  page: QuestionPage,
  questions: AskedQuestion[],
): { heading?: string; target?: Target; questions: AskedQuestion[] }[] {
  const { targets } = visit.definition
  const named = pagesAboutTargets.includes(page) || targets.length > 1
  if (page === 'procedure' || !named) return [{ questions }]
  return [undefined, ...targets]
    .map((target) => ({
      ...(target ? { target, heading: `${itemName(visit, target)} – ${say(visit, target.label)}` } : {}),
      questions: questions.filter((one) => one.target === target?.id),
    }))
    .filter((group) => group.questions.length > 0)
}
