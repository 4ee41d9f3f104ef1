import type { Context } from '../context.ts'
import { toSafeHtml } from '../http/markdown.ts'
import type { RawForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'
import type { QuestionPage, Target } from '../studies/definition.ts'
import { type AskedQuestion, askedQuestions } from '../studies/definition-text.ts'
import { mediaOf } from './media-view.ts'
import type { StartedVisit } from './open-link.ts'
import { refuseUnknownFields, revisionField, revisionHidden } from './page-fields.ts'
import type { Filled, FormStep } from './page-flow.ts'
import type { QuestionsPage } from './pages.ts'
import { patientsOf } from './patients.ts'
import { fieldSets } from './question-field.ts'
import { fieldName, readAnswers } from './question-form.ts'
import { pageHeadings, pageIntroductions } from './question-texts.ts'
import { answersRevision, isStale, listAnswers, saveAnswers } from './save-answers.ts'
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
      if (filled.form) {
        const { own } = readRevision(filled.form)
        refuseUnknownFields(own, questionsOf(visit, page, params.target).map(fieldName))
      }
      return {
        template: 'respond/questions',
        model: questionsPage(context, visit, page, params.target, filled),
      }
    },
    save(context, visit, params, form) {
      const questions = questionsOf(visit, page, params.target)
      const { own, revision } = readRevision(form)
      const { values, errors } = readAnswers(visit, questions, own)
      if (errors.length > 0) return errors
      if (isStale(context, visit.respondent.id, values, revision))
        return { notice: visit.words.pageAnsweredElsewhere }
      saveAnswers(context, visit.respondent, visit.definition, values)
      const step = params.target === undefined ? page : `${page}/${params.target}`
      context.queries.respondents.insertStep.run(visit.respondent.id, step, visit.now)
      return 'saved'
    },
  }
}

function readRevision({ revision, ...own }: RawForm): { own: RawForm; revision: number | undefined } {
  const read = revisionField.safeParse(revision)
  if (!read.success) throw new Refusal('bad_request', 'The form did not arrive as expected.')
  return { own, revision: read.data }
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
  const names = questions.map((question) => question.variable)
  // A page shown again keeps the revision it was made from, else a stale page would lose its staleness.
  const revision = filled.form
    ? readRevision(filled.form).revision
    : answersRevision(context, visit.respondent.id, names)
  return {
    ...formPage(context, visit, step, filled, {
      heading: pageHeadings(words)[page],
      hidden: revisionHidden(revision),
    }),
    introduction: pageIntroductions(words)[page],
    procedure: target === undefined ? undefined : procedureOf(context, visit, target),
    groups: groupByTarget(visit, page, questions).map((group) => ({
      heading: group.heading,
      patients:
        group.target && pagesAboutTargets.includes(page) ? patientsOf(context, visit, [group.target]) : [],
      sets: fieldSets(visit, group.questions, saved, filled),
    })),
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
