import type { Context } from '../context.ts'
import { toSafeHtml } from '../http/markdown.ts'
import type { RawForm } from '../http/read-form.ts'
import { type AskedQuestion, askedQuestions } from '../studies/definition-text.ts'
import type { StartedVisit } from './open-link.ts'
import { refuseUnknownFields } from './page-fields.ts'
import type { Filled, FormStep } from './page-flow.ts'
import type { Field, QuestionsPage } from './pages.ts'
import { controlId, fieldName, readAnswers } from './question-form.ts'
import { listAnswers, saveAnswers } from './save-answers.ts'
import { formPage, itemName, requireItem, say } from './visit-shell.ts'

type PageName = AskedQuestion['page']

/** Returns the page that asks the questions of one place: disclosure, procedure, experience or about. */
export function questionStep(page: PageName): FormStep {
  return {
    step(visit, params) {
      if (page !== 'procedure') return questionsOf(visit, page).length > 0 ? page : undefined
      return visit.definition.targets.some((target) => target.id === params.target)
        ? `procedure/${params.target}`
        : undefined
    },
    show(context, visit, params, filled) {
      if (filled.form)
        refuseUnknownFields(filled.form, questionsOf(visit, page, params.target).map(fieldName))
      return {
        template: 'respond/questions',
        model: questionsPage(context, visit, page, params.target, filled),
      }
    },
    save(context, visit, params, form) {
      const questions = questionsOf(visit, page, params.target)
      const { values, errors } = readAnswers(visit, questions, form)
      if (errors.length > 0) return errors
      saveAnswers(context, visit.respondent, visit.definition, values)
      const step = params.target === undefined ? page : `${page}/${params.target}`
      context.queries.respondents.insertStep.run(visit.respondent.id, step, visit.now)
      return 'saved'
    },
  }
}

/** Returns the questions asked on a page. */
export function questionsOf(visit: StartedVisit, page: PageName, target?: string): AskedQuestion[] {
  return askedQuestions(visit.definition).filter(
    (question) =>
      question.page === page && (target === undefined || !question.target || question.target === target),
  )
}

function questionsPage(
  context: Context,
  visit: StartedVisit,
  page: PageName,
  target: string | undefined,
  filled: Filled,
): QuestionsPage {
  const { words } = visit
  const headings = {
    disclosure: words.disclosureHeading,
    procedure: words.procedureHeading,
    experience: words.experienceHeading,
    about: words.aboutHeading,
  }
  const introductions: Partial<Record<PageName, string>> = {
    disclosure: words.disclosureIntroduction,
    about: words.aboutIntroduction,
  }
  const step = target === undefined ? page : `${page}/${target}`
  const saved = filled.form ? new Map() : listAnswers(context, visit.respondent.id)
  const fields = questionsOf(visit, page, target).map((question) => ({
    target: question.target,
    field: toField(visit, question, filled.form ?? asForm(question, saved), filled),
  }))
  return {
    ...formPage(context, visit, step, filled, { heading: headings[page] }),
    introduction: introductions[page],
    procedure: target === undefined ? undefined : procedureOf(visit, target),
    groups: groupByTarget(visit, page, fields),
  }
}

function procedureOf(visit: StartedVisit, id: string): QuestionsPage['procedure'] {
  const target = visit.definition.targets.find((one) => one.id === id)!
  return {
    name: itemName(visit, target),
    label: say(visit, target.label),
    descriptor: say(visit, target.descriptor),
    vignette: toSafeHtml(say(visit, target.vignette)),
  }
}

/** On the experience page of a study with several targets, each target's questions stand under its name. */
function groupByTarget(
  visit: StartedVisit,
  page: PageName,
  fields: { target: string | undefined; field: Field }[],
): QuestionsPage['groups'] {
  const several = visit.definition.targets.length > 1 && page === 'experience'
  if (!several) return [{ heading: undefined, fields: fields.map((one) => one.field) }]
  const targets = [undefined, ...visit.definition.targets.map((target) => target.id)]
  return targets
    .map((id) => ({
      heading: id === undefined ? undefined : itemName(visit, requireItem(visit.definition, id)),
      fields: fields.filter((one) => one.target === id).map((one) => one.field),
    }))
    .filter((group) => group.fields.length > 0)
}

function toField(visit: StartedVisit, question: AskedQuestion, form: RawForm, filled: Filled): Field {
  const name = fieldName(question)
  const given = form[name]
  const chosen = Array.isArray(given) ? given : given === undefined ? [] : [given]
  return {
    id: controlId(question),
    name,
    type: question.type,
    label: say(visit, question.text),
    hint: say(visit, question.hint) || undefined,
    optional: !question.required,
    unit: say(visit, question.unit) || undefined,
    value: chosen[0] ?? '',
    choices: (question.options ?? []).map((option) => ({
      id: `${name}-${option.value}`,
      value: option.value,
      label: say(visit, option.label),
      checked: chosen.includes(option.value),
    })),
    error: filled.errors?.find((error) => error.field === controlId(question))?.message,
  }
}

/** A saved answer as its form field, so that a page is filled in the same way from both. */
function asForm(question: AskedQuestion, saved: ReturnType<typeof listAnswers>): RawForm {
  const value = saved.get(question.variable)
  if (value === undefined || value === null) return {}
  return { [fieldName(question)]: Array.isArray(value) ? value : String(value) }
}
