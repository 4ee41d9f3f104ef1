import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnsweredRow } from '../../db/queries/judgements.ts'
import type { RespondentRow } from '../../db/queries/respondents.ts'
import type { Context } from '../../server/context.ts'
import { linkUrl } from '../../server/fieldwork/links.ts'
import { openProcess } from '../../server/process.ts'
import { stepsBeforePairs } from '../../server/respond/next-step.ts'
import { saveAnswers, saveConsent } from '../../server/respond/save-answers.ts'
import { startRespondent } from '../../server/respond/start-respondent.ts'
import { createStudy, publishStudy } from '../../server/studies/lifecycle.ts'
import { requireTemplate } from '../../server/studies/templates.ts'

/** A surgeon who stands before the first pair. */
export interface ReadySurgeon {
  /** `/r/<token>` */
  base: string
  respondent: RespondentRow
  assignments: AnsweredRow[]
}

/** Makes a data folder of its own with the 62380 study published; `remove` takes it away. */
export function givenDataFolder(): { folder: string; context: Context; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-bench-'))
  const context = openProcess({ COMPARAND_DATA: folder, LOG_LEVEL: 'warn' })
  createStudy(context, 'endo', requireTemplate('cpt-62380-2024'), 'bench')
  publishStudy(context, 'endo', 'bench')
  return {
    folder,
    context,
    remove: () => {
      context.db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Invites surgeons who have not started; returns their paths. */
export function inviteSurgeons(context: Context, count: number, from = 0): string[] {
  const study = context.queries.studies.findBySlug.get('endo')!
  return context.transaction(() =>
    Array.from({ length: count }, (_, index) => {
      const email = `bench-${from + index}@example.org`
      const { lastInsertRowid } = context.queries.invitations.insert.run(
        study.id,
        'member',
        email,
        '',
        'en',
        'isass',
        1,
        context.now(),
      )
      return linkUrl(context, { id: Number(lastInsertRowid), generation: 1 }).slice(
        context.config.baseUrl.length,
      )
    }),
  )
}

/** Brings surgeons to their first pair, through the same functions as the pages. */
export function readySurgeons(context: Context, count: number, from = 0): ReadySurgeon[] {
  const paths = inviteSurgeons(context, count, from)
  const study = context.queries.studies.findBySlug.get('endo')!
  const definition = requireTemplate('cpt-62380-2024')
  return context.transaction(() =>
    paths.map((base, index) => {
      const invitation = context.queries.invitations.findByEmail.get(
        study.id,
        `bench-${from + index}@example.org`,
      )!
      const start = { study, invitation, language: 'en', device: 'phone' as const }
      const started = startRespondent(context, start)
      saveConsent(context, started, definition, 'agreed')
      const agreed = context.queries.respondents.findByInvitation.get(invitation.id)!
      saveAnswers(context, agreed, definition, new Map([['is_spine_surgeon', 'yes']]))
      for (const step of [...stepsBeforePairs(definition), 'blocks/1', 'blocks/2', 'blocks/3', 'blocks/4'])
        context.queries.respondents.insertStep.run(started.id, step, context.now())
      const respondent = context.queries.respondents.findByInvitation.get(invitation.id)!
      return { base, respondent, assignments: context.queries.judgements.list.all(started.id) }
    }),
  )
}
