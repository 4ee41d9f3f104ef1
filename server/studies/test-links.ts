import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { currentDefinition, logEvent, openTesting, requireStudy } from './lifecycle.ts'

/**
 * Makes one test link for each language of a study and returns their invitations. Answers given through them are
 * marked, never counted, and wiped when the study is published.
 */
export function makeTestLinks(context: Context, slug: string, actor: string): InvitationRow[] {
  return context.transaction(() => {
    const study = requireStudy(context, slug)
    if (!['draft', 'testing', 'live'].includes(study.state))
      throw new Refusal('conflict', 'This study is closed; nothing is left to try.')
    openTesting(context, slug, actor)
    const definition = currentDefinition(context, study)
    const { invitations } = context.queries
    const made = definition.languages.map((language) => {
      const society = definition.societies[0]!.slug
      const row = invitations.insert.run(study.id, 'test', null, '', language, society, 1, context.now())
      return invitations.find.get(Number(row.lastInsertRowid))!
    })
    logEvent(context, actor, 'test links made', study.id, { links: made.length })
    return made
  })
}
