import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { RespondentRow } from '../../db/queries/respondents.ts'
import type { Context } from '../context.ts'
import { finish } from '../respond/finish.ts'
import { nextStep, type Step } from '../respond/next-step.ts'
import { type AnswerValue, saveAnswers, saveConsent } from '../respond/save-answers.ts'
import { saveJudgement } from '../respond/save-judgement.ts'
import type { Definition } from '../studies/definition.ts'
import { type AskedQuestion, askedQuestions } from '../studies/definition-text.ts'
import type { SeededRandom } from '../studies/seeded-random.ts'
import { drawNormal, drawResponse, type Habits, type Measures, type Surgeon } from './simulated-surgeon.ts'

/** One simulated surgeon in front of the survey. */
export interface Sitting {
  respondent: RespondentRow
  invitation: InvitationRow
  definition: Definition
  random: SeededRandom
  /** moves on while pages are read */
  clock: { now: number }
  surgeon: Surgeon
  measures: Measures
  habits: Habits
}

const ends = new Set<Step>(['done', 'refused', 'not-eligible', 'withdrawn'])

/** Walks one surgeon through the survey, page by page as the site would lead, to the end or to where they stop. */
export function answerSurvey(context: Context, sitting: Sitting): { judgements: number; completed: boolean } {
  const { respondent, random, habits, definition } = sitting
  const pages = 12 + context.queries.judgements.countAssignments.get(respondent.id)!
  const stopAfter = random.share() < habits.partial ? 1 + random.below(pages - 1) : Number.POSITIVE_INFINITY
  for (let page = 0; ; page++) {
    const current = context.queries.respondents.findByInvitation.get(sitting.invitation.id)!
    const step = nextStep(context, current, definition)
    if (ends.has(step) || page >= stopAfter) {
      markShown(context, current, step, sitting.clock.now)
      const judgements = context.queries.judgements.countJudgements.get(respondent.id)!
      return { judgements, completed: step === 'done' }
    }
    doStep(context, { ...sitting, respondent: current }, step)
  }
}

function doStep(context: Context, sitting: Sitting, step: Step): void {
  const { respondent, definition, random, clock } = sitting
  const [page, place] = step.split('/') as [string, string | undefined]
  markShown(context, respondent, step, clock.now)
  const active = readingTime(random, page)
  clock.now += active
  if (page === 'consent') saveConsent(context, respondent, definition, 'agreed')
  else if (page === 'pairs') judge(context, sitting, Number(place), active)
  else if (page === 'ratings') rate(context, sitting, Number(place))
  else if (page === 'review') finish(context, respondent, definition)
  else {
    const answers = answersOn(definition, random, page, place)
    if (answers.size > 0) saveAnswers(context, respondent, definition, answers)
    context.queries.respondents.insertStep.run(respondent.id, step, clock.now)
  }
  context.queries.respondents.addTiming.run(respondent.id, step, active, active + 200)
  // The way of the form and of the next page.
  clock.now += 200
}

/** The site marks a pair as shown when it sends a surgeon there, answered or not. */
function markShown(context: Context, respondent: RespondentRow, step: Step, at: number): void {
  const seq = /^pairs\/(\d+)$/.exec(step)?.[1]
  if (seq) context.queries.judgements.markShown.run(at, respondent.id, Number(seq))
}

function judge(context: Context, sitting: Sitting, seq: number, activeMs: number): void {
  const { respondent, random, habits, surgeon, measures, definition } = sitting
  const assignment = context.queries.judgements.find.get(respondent.id, seq)!
  const { construct, item_a, item_b, shown_first } = assignment
  const isTarget = (item: string): boolean => definition.targets.some((target) => target.id === item)
  const leaning = surgeon.leaning * (Number(isTarget(item_a)) - Number(isTarget(item_b)))
  const order = shown_first === 'a' ? habits.orderEffect : -habits.orderEffect
  const d = measures(construct, item_a) - measures(construct, item_b) + leaning + order
  const response = drawResponse(random, habits, surgeon.careless, d)
  saveJudgement(context, respondent, assignment, { response, seenRevision: 0, activeMs })
}

function rate(context: Context, { respondent, definition, random, surgeon }: Sitting, place: number): void {
  const categories = definition.ratingScale!.categories.length
  const wished = (categories - 1) / 2 + surgeon.leaning + drawNormal(random)
  const category = Math.min(categories - 1, Math.max(0, Math.round(wished)))
  const item = definition.ratingItems[place - 1]!
  saveAnswers(context, respondent, definition, new Map([[item.id, category]]))
}

function answersOn(
  definition: Definition,
  random: SeededRandom,
  page: string,
  target: string | undefined,
): Map<string, AnswerValue> {
  const asked = askedQuestions(definition).filter(
    (question) =>
      question.page === page && (target === undefined || !question.target || question.target === target),
  )
  return new Map(asked.map((question) => [question.variable, answerTo(definition, random, question)]))
}

function answerTo(definition: Definition, random: SeededRandom, question: AskedQuestion): AnswerValue {
  const condition = definition.eligibility.find((one) => one.variable === question.variable)
  if (condition) return condition.values[0] ?? condition.atLeast!
  const options = question.options?.map((option) => option.value) ?? []
  switch (question.type) {
    case 'single':
    case 'rating':
      return options[random.below(options.length)]!
    case 'multiple':
      return [options[random.below(options.length)]!]
    case 'number': {
      const from = Math.ceil(question.min ?? 0)
      return from + random.below(Math.min((question.max ?? 60) - from, 60) + 1)
    }
    case 'text':
    case 'short_text':
      return null
  }
}

/** Visible time of a page in milliseconds: log-normal, a pair about seven seconds, texts longer. */
function readingTime(random: SeededRandom, page: string): number {
  const typical = page === 'pairs' ? 7000 : page === 'ratings' ? 6000 : page === 'procedure' ? 45_000 : 20_000
  return Math.round(Math.max(900, typical * Math.exp(0.45 * drawNormal(random))))
}
