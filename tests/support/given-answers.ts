import type { Response } from '../../db/queries/judgements.ts'
import type { Device, RespondentRow } from '../../db/queries/respondents.ts'
import type { Context } from '../../server/context.ts'
import { finish } from '../../server/respond/finish.ts'
import { nextStep } from '../../server/respond/next-step.ts'
import { type AnswerValue, saveAnswers, saveConsent } from '../../server/respond/save-answers.ts'
import { saveJudgement } from '../../server/respond/save-judgement.ts'
import { startRespondent } from '../../server/respond/start-respondent.ts'
import { requireVersion } from '../../server/studies/definitions.ts'
import { createStudy, openTesting, publishStudy, requireStudy } from '../../server/studies/lifecycle.ts'
import type { Clock } from './test-context.ts'

/** Publishes a definition under a short name. */
export function givenLiveStudy(context: Context, slug: string, definition: unknown): void {
  createStudy(context, slug, definition, 'coordinator@example.org')
  publishStudy(context, slug, 'coordinator@example.org')
}

/** Opens a definition for testing. */
export function givenTestingStudy(context: Context, slug: string, definition: unknown): void {
  createStudy(context, slug, definition, 'coordinator@example.org')
  openTesting(context, slug, 'coordinator@example.org')
}

export interface Sitting {
  slug: string
  email?: string
  kind?: 'member' | 'test'
  society?: string
  device?: Device
  /** answers by item B, the same on each construct and when repeated; undefined stops before the first such pair */
  responses: Record<string, Response | undefined>
  answers?: Record<string, AnswerValue>
}

/** Lets a surgeon walk the survey; every page takes two seconds. Returns the respondent. */
export function givenRespondent(context: Context, clock: Clock, sitting: Sitting): RespondentRow {
  const { slug, kind = 'member', society = 'alpha', device = 'phone', answers = {} } = sitting
  const email = kind === 'test' ? null : (sitting.email ?? 'surgeon@example.org')
  const study = requireStudy(context, slug)
  const added = context.queries.invitations.insert.run(study.id, kind, email, '', 'en', society, 1, clock.now)
  const invitation = context.queries.invitations.find.get(Number(added.lastInsertRowid))!
  const read = (): RespondentRow => context.queries.respondents.findByInvitation.get(invitation.id)!
  context.transaction(() => startRespondent(context, { study, invitation, language: 'en', device }))
  const { definition } = requireVersion(context, read().version_id)
  for (;;) {
    const respondent = read()
    const step = nextStep(context, respondent, definition)
    if (step === 'done' || step === 'not-eligible') return respondent
    const pair = /^pairs\/(\d+)$/.exec(step)?.[1]
    if (pair) context.queries.judgements.markShown.run(clock.now, respondent.id, Number(pair))
    const assignment = pair && context.queries.judgements.find.get(respondent.id, Number(pair))
    const response = assignment ? sitting.responses[assignment.item_b] : undefined
    if (assignment && response === undefined) return respondent
    clock.now += 2000
    context.transaction(() => {
      if (assignment)
        saveJudgement(context, respondent, assignment, {
          response: response!,
          seenRevision: 0,
          activeMs: 1500,
        })
      else if (step === 'consent') saveConsent(context, respondent, definition, 'agreed')
      else if (step === 'review') finish(context, respondent, definition)
      else {
        const asked = definition.questions.filter((question) => question.page === step)
        const given = asked.flatMap(({ variable }) =>
          answers[variable] === undefined ? [] : ([[variable, answers[variable]]] as const),
        )
        saveAnswers(context, respondent, definition, new Map(given))
        context.queries.respondents.insertStep.run(respondent.id, step, clock.now)
      }
    })
  }
}
