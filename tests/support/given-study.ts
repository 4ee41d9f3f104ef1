import { createApp } from '../../server/app.ts'
import type { Context } from '../../server/context.ts'
import { linkUrl } from '../../server/fieldwork/links.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { createStudy, publishStudy } from '../../server/studies/lifecycle.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { type Clock, givenContext } from './test-context.ts'

export interface GivenStudy {
  context: Context
  clock: Clock
  app: ReturnType<typeof createApp>
  definition: Definition
  /** Invites one more member and returns the path of the personal link. */
  invite: (member?: { language?: string; society?: string; kind?: 'member' | 'test' }) => string
  studyId: number
}

/** A published study on a fresh database, with the whole site around it. */
export function givenStudy(
  template = 'cpt-62380-2024',
  change: (definition: Definition, context: Context) => void = () => undefined,
  options: Parameters<typeof givenContext>[0] = {},
): GivenStudy {
  const { context, clock } = givenContext(options)
  const definition = requireTemplate(template)
  change(definition, context)
  const study = createStudy(context, 'endo', definition, 'coordinator@society.example')
  publishStudy(context, 'endo', 'coordinator@society.example')
  let members = 0
  const invite: GivenStudy['invite'] = (member = {}) => {
    members += 1
    const kind = member.kind ?? 'member'
    const { lastInsertRowid } = context.queries.invitations.insert.run(
      study.id,
      kind,
      kind === 'member' ? `member-${members}@society.example` : null,
      '',
      member.language ?? 'en',
      member.society ?? definition.societies[0]!.slug,
      1,
      clock.now,
    )
    const url = linkUrl(context, { id: Number(lastInsertRowid), generation: 1 })
    return url.slice(context.config.baseUrl.length)
  }
  return { context, clock, app: createApp(context), definition, invite, studyId: study.id }
}
