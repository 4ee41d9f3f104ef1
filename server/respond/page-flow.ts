import type { Request, Response, Router } from 'express'
import type { Context } from '../context.ts'
import type { Pages } from '../http/pages.ts'
import { type RawForm, rawForm } from '../http/read-form.ts'
import { render } from '../http/render.ts'
import { Refusal } from '../refusal.ts'
import { wordsIn } from '../words/index.ts'
import { isLanguage, type Language } from '../words/languages.ts'
import { nextStep } from './next-step.ts'
import { openLink, type StartedVisit, type Visit } from './open-link.ts'
import { type PageFields, plausibleTimes, readPageFields } from './page-fields.ts'
import type { FieldError, RespondPages } from './pages.ts'

/** Where a request ends: another page, or a page shown at once. */
export type Outcome = { go: string } | { page: Shown; status: number }

/** A template with its model. */
export type Shown = {
  [Name in keyof RespondPages]: { template: Name; model: RespondPages[Name] }
}[keyof RespondPages]

/** What a form page is shown with: from the database, or as it was just filled in. */
export interface Filled {
  form?: RawForm
  errors?: FieldError[]
  notice?: string
  /** the page `Change` was chosen on */
  from: 'review' | undefined
  /** of a page that is shown once more: since when, and how long it was in view, so that no time is lost */
  opened?: number | undefined
  activeMs?: number | undefined
}

/** One page of the way with a form: may it be seen now, what does it show, what does it save. */
export interface FormStep<Params = Record<string, string>> {
  /** Names a page of the way that is asked for; undefined when there is none (404). */
  step(visit: StartedVisit, params: Params): string | undefined
  show(context: Context, visit: StartedVisit, params: Params, filled: Filled): Shown
  /** Saves, or returns what must be corrected; runs inside a write. */
  save(
    context: Context,
    visit: StartedVisit,
    params: Params,
    form: RawForm,
    fields: PageFields,
  ): FieldError[] | { notice: string; form?: RawForm } | { to: string } | 'saved'
}

/** Says whether a page of the way may be opened now; the rule is in reachable.ts. */
export type MayOpen = (context: Context, visit: StartedVisit, step: string) => boolean

/** Adds the GET and POST of a form page to the router. */
export function addFormStep(
  router: Router,
  context: Context,
  path: string,
  page: FormStep,
  mayOpen: MayOpen,
): void {
  router.get(path, (request, response) => {
    const outcome = context.read(() => showStep(context, page, request, mayOpen))
    send(response, outcome)
  })
  router.post(path, async (request, response) => {
    const form = rawForm(request.body)
    const outcome = await context.write(() => {
      const visit = openLink(context, tokenOf(request))
      return saveStep(context, visit, page, request.params as Record<string, string>, form, mayOpen)
    })
    send(response, outcome)
  })
}

/** Sends the outcome of a request. */
export function send(response: Response, outcome: Outcome): void {
  if ('go' in outcome) {
    response.statusCode = 303
    response.setHeader('Location', outcome.go)
    response.setHeader('Cache-Control', 'no-store')
    response.end()
    return
  }
  const { template, model } = outcome.page
  render(response, template, model as Pages[typeof template], outcome.status)
}

/** Returns the token in a survey address, without the marks that a mail program took for a part of the link. */
export function tokenOf(request: Request): string {
  return bareToken(String(request.params.token))
}

/** Returns a token without what a mail program took for a part of it. */
export function bareToken(text: string): string {
  return text.replace(/[^a-z0-9]+$/i, '')
}

/** Returns the way to where a visit goes on. */
export function goOn(context: Context, visit: StartedVisit): Outcome {
  return { go: `${visit.base}/${nextStep(context, visit.respondent, visit.definition)}` }
}

/** Returns the way to the next page, which is shown now: of a pair that is recorded. Must run inside a write. */
export function showNext(
  context: Context,
  { base, now, respondent }: StartedVisit,
  next: string,
): { go: string } {
  const pair = /^pairs\/(\d+)$/.exec(next)
  if (pair) context.queries.judgements.markShown.run(now, respondent.id, Number(pair[1]))
  return { go: `${base}/${next}` }
}

/** True after Start. */
export function hasStarted(visit: Visit): visit is StartedVisit {
  return visit.respondent !== undefined
}

function showStep(context: Context, page: FormStep, request: Request, mayOpen: MayOpen): Outcome {
  const visit = openLink(context, tokenOf(request))
  if (!hasStarted(visit)) return { go: visit.base }
  const params = request.params as Record<string, string>
  const step = page.step(visit, params)
  if (step === undefined) throw new Refusal('not_found', 'There is no such page.')
  if (!mayOpen(context, visit, step)) return goOn(context, visit)
  const from = request.query.from === 'review' ? 'review' : undefined
  return { page: page.show(context, visit, params, { from }), status: 200 }
}

function saveStep(
  context: Context,
  visit: Visit,
  page: FormStep,
  params: Record<string, string>,
  form: RawForm,
  mayOpen: MayOpen,
): Outcome {
  if (!hasStarted(visit)) return { go: visit.base }
  const step = page.step(visit, params)
  if (step === undefined) throw new Refusal('not_found', 'There is no such page.')
  const { fields, own } = readPageFields(form)
  if (!mayOpen(context, visit, step)) return goOn(context, visit)
  const { from, opened, activeMs } = fields
  const again = { from, opened, activeMs }
  if (fields.language !== undefined) {
    const inNewLanguage = switchLanguage(context, visit, fields.language)
    return { page: page.show(context, inNewLanguage, params, { ...again, form: own }), status: 200 }
  }
  const saved = page.save(context, visit, params, own, fields)
  if (Array.isArray(saved)) {
    return { page: page.show(context, visit, params, { ...again, form: own, errors: saved }), status: 422 }
  }
  if (saved !== 'saved' && 'notice' in saved)
    return { page: page.show(context, visit, params, { ...again, ...saved }), status: 409 }
  recordTime(context, visit, step, fields)
  if (saved !== 'saved') return { go: `${visit.base}/${saved.to}` }
  return afterSaving(context, visit, step, fields)
}

function afterSaving(context: Context, visit: StartedVisit, saved: string, fields: PageFields): Outcome {
  if (fields.stop) return { go: `${visit.base}/stopped` }
  // A judgement changes nothing in the respondent's own row; consent and answers may.
  const respondent = saved.startsWith('pairs/')
    ? visit.respondent
    : context.queries.respondents.findByInvitation.get(visit.invitation.id)!
  const next = nextStep(context, respondent, visit.definition)
  if (fields.from === 'review' && (next === 'review' || next === 'done'))
    return { go: `${visit.base}/review` }
  return showNext(context, { ...visit, respondent }, next)
}

/** Stores the language from now on; what was filled in is shown again in it. */
export function switchLanguage(context: Context, visit: StartedVisit, wished: string): StartedVisit {
  if (!isLanguage(wished) || !visit.definition.languages.includes(wished))
    throw new Refusal('bad_request', 'This study is not offered in that language.')
  const language: Language = wished
  context.queries.respondents.setLanguage.run(language, visit.respondent.id)
  return { ...visit, language, words: wordsIn(language), respondent: { ...visit.respondent, language } }
}

function recordTime(context: Context, visit: StartedVisit, step: string, fields: PageFields): void {
  const { wall, active } = plausibleTimes(visit, fields)
  context.queries.respondents.addTiming.run(visit.respondent.id, step, active, wall)
}
