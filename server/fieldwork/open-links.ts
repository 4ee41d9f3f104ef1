import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { currentDefinition, logEvent, requireStudy } from '../studies/lifecycle.ts'

/** How many may start by one link in a day where nobody says otherwise; a coordinator raises it for a congress. */
export const usualCap = 300
const mostCap = 100_000
const lastGeneration = 255
/** Characters of what staff call a link. */
const longestLabel = 60

/** Who asks, about which link. */
export interface LinkOfStudy {
  slug: string
  linkId: number
  /** A coordinator of one society changes that society's links only; null: all. */
  onlySociety: string | null
}

/**
 * Makes a link for a society that may not hand over addresses; one society may have several, such as one a congress.
 * The same showing of the form (`formKey`) makes one, however often it arrives.
 */
export function makeOpenLink(
  context: Context,
  given: {
    slug: string
    society: string
    language: string
    /** what staff call it, to tell it from another of the same society; nobody else sees it */
    label?: string | undefined
    onlySociety: string | null
    formKey?: string | undefined
  },
  actor: string,
): void {
  context.transaction(() => {
    const study = requireChangeable(context, given.slug)
    const { societies, languages } = currentDefinition(context, study)
    if (given.onlySociety !== null && given.society !== given.onlySociety)
      throw new Refusal('forbidden', `You work for ${given.onlySociety} only.`)
    if (!societies.some(({ slug }) => slug === given.society))
      throw new Refusal('invalid', 'Choose a society of the study.')
    if (!languages.some((code) => code === given.language))
      throw new Refusal('invalid', 'Choose a language of the study.')
    const label = readLabel(given.label ?? '')
    const { invitations, openLinks } = context.queries
    const formKey = given.formKey || null
    if (formKey !== null && openLinks.findByFormKey.get(formKey) !== undefined) return
    const now = context.now()
    const { lastInsertRowid } = invitations.insert.run(
      study.id,
      'open',
      null,
      '',
      given.language,
      given.society,
      1,
      now,
    )
    openLinks.insert.run(Number(lastInsertRowid), usualCap, label, now, actor, formKey)
    logEvent(context, actor, 'open link made', study.id, {
      link: Number(lastInsertRowid),
      society: given.society,
      ...(label === '' ? {} : { name: label }),
    })
  })
}

/** Sets how many may start by a link in a day. */
export function setDailyCap(context: Context, given: LinkOfStudy, cap: number, actor: string): void {
  context.transaction(() => {
    const study = requireLink(context, given)
    if (!Number.isInteger(cap) || cap < 1 || cap > mostCap)
      throw new Refusal('invalid', `Enter a number from 1 to ${mostCap}.`)
    context.queries.openLinks.setCap.run(cap, given.linkId)
    logEvent(context, actor, 'open link limited', study.id, { link: given.linkId, cap })
  })
}

/** Changes what staff call a link; an empty name takes it away. The same name again changes nothing. */
export function nameOpenLink(context: Context, given: LinkOfStudy, name: string, actor: string): void {
  context.transaction(() => {
    const study = requireLink(context, given)
    const label = readLabel(name)
    const before = context.queries.openLinks.findLabel.get(given.linkId)!
    if (label === before) return
    context.queries.openLinks.setLabel.run(label, given.linkId)
    logEvent(context, actor, 'open link named', study.id, { link: given.linkId, from: before, to: label })
  })
}

/** What staff call a link, in one line. */
function readLabel(name: string): string {
  const label = name.replaceAll(/\s+/gu, ' ').trim()
  if (label.length > longestLabel)
    throw new Refusal('invalid', `A name has at most ${longestLabel} characters.`)
  return label
}

/**
 * Stops a link, or gives it its next generation; who began by it goes on with the link of their own. A form that
 * arrives twice names the generation it is about, and changes it once.
 */
export function changeOpenLink(
  context: Context,
  given: LinkOfStudy & { generation?: number | undefined },
  what: 'revoke' | 'replace',
  actor: string,
): void {
  context.transaction(() => {
    const study = requireLink(context, given)
    const { invitations } = context.queries
    const link = invitations.find.get(given.linkId)!
    if ((given.generation ?? link.generation) !== link.generation) return
    if (what === 'revoke' && link.revoked_at !== null) return
    if (what === 'revoke') invitations.setRevoked.run(context.now(), given.linkId)
    else {
      if (link.generation === lastGeneration)
        throw new Refusal('conflict', 'This link was replaced as often as is possible. Make another one.')
      invitations.replaceLink.run(given.linkId)
    }
    logEvent(context, actor, `open link ${what}d`, study.id, { link: given.linkId })
  })
}

function requireChangeable(context: Context, slug: string): StudyRow {
  const study = requireStudy(context, slug)
  if (!['draft', 'testing', 'live'].includes(study.state))
    throw new Refusal('conflict', 'This study takes no new starts; its open links can no longer change.')
  return study
}

function requireLink(context: Context, { slug, linkId, onlySociety }: LinkOfStudy): StudyRow {
  const study = requireChangeable(context, slug)
  const link = context.queries.invitations.findOfStudy.get(linkId, study.id)
  const isOpen = link?.kind === 'open' && context.queries.openLinks.findCap.get(linkId) !== undefined
  if (!link || !isOpen || (onlySociety !== null && link.society !== onlySociety))
    throw new Refusal('not_found', 'There is no such link.')
  return study
}
