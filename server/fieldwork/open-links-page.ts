import type { OpenLinkRow } from '../../db/queries/open-links.ts'
import type { Context } from '../context.ts'
import { dayIn } from '../exports/cells.ts'
import { linkWarning } from '../http/link-reach.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import { qrCode } from '../http/qr-code.ts'
import type { TextField } from '../http/staff-pages.ts'
import { studyShell } from '../http/staff-shell.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { isLanguage, languageNames } from '../words/languages.ts'
import { cutNote } from './cut-note.ts'
import { funnelOf } from './funnel.ts'
import { linkDoor } from './link-door.ts'
import { linkUrl } from './links.ts'
import type { OpenLinksPage } from './part-pages.ts'
import { zoneOf } from './progress-part.ts'

/** Returns the open links of a study that a person may see: their society's, or all. */
export function listOpenLinks(context: Context, visit: StudyVisit): OpenLinkRow[] {
  const day = dayIn(zoneOf(context, visit))(visit.now)
  return context.queries.openLinks.listOfStudy.all({
    studyId: visit.study.id,
    society: visit.person.society,
    day,
  })
}

/** Returns the page of links that are handed around. */
export function openLinksPage(
  context: Context,
  visit: StudyVisit,
  given: { problems?: Problem[]; typed?: Record<string, string> } = {},
): OpenLinksPage {
  const { definition, person, base, study } = visit
  const problems = given.problems ?? []
  const { door, whyOpenLinks: why } = linkDoor(context, study, visit.now)
  const isOpen = door !== 'shut' && door !== 'begun'
  const rows = listOpenLinks(context, visit)
  const isCut = context.queries.erasure.findCut.get(study.id) !== undefined
  const own = definition.societies.filter(({ slug }) => person.society === null || slug === person.society)
  return {
    ...studyShell({ ...visit, title: 'Open links', tab: 'Open links', hasErrors: problems.length > 0 }),
    base,
    problems,
    mayChange: ['draft', 'testing', 'live'].includes(study.state),
    zone: zoneOf(context, visit),
    linkWarning: isOpen ? linkWarning(context.config.baseUrl) : undefined,
    notes: [...(why === undefined ? [] : [why]), ...startedNotes(context, visit, rows)],
    formKey: keyOf(context),
    links: rows.map((link) => ({
      id: link.id,
      here: `${base}/open-links/${link.id}`,
      name: nameOf(link, definition),
      generation: link.generation,
      given:
        isOpen && link.revoked_at === null
          ? { url: linkUrl(context, link), qr: qrCode(linkUrl(context, link)) }
          : undefined,
      counts: isCut ? '' : countsOf(link, isOpen),
      isFull: isOpen && link.today >= link.daily_cap,
      sameName: sameName(link, rows),
      called: field(given, {
        id: `name-${link.id}`,
        label: 'What you call it',
        hint: 'Only staff see it.',
        value: link.label,
      }),
      cap: field(given, {
        id: `cap-${link.id}`,
        label: 'Starts a day at most',
        hint: 'Raise it before a congress.',
        value: String(link.daily_cap),
      }),
      isRevoked: link.revoked_at !== null,
    })),
    societies: own.map(({ slug, name }) => ({ value: slug, label: name, chosen: false })),
    languages: definition.languages.map((code) => ({
      value: code,
      label: languageNames[code],
      chosen: false,
    })),
  }
}

function field(
  given: { problems?: Problem[]; typed?: Record<string, string> },
  one: { id: string; label: string; hint: string; value: string },
): TextField {
  const error = problemOf(given.problems ?? [], one.id)
  return { ...one, type: 'text', value: given.typed?.[one.id] ?? one.value, error, autocomplete: 'off' }
}

/** Two links that work under one name cannot be told apart, nor can their cards. */
function sameName(link: OpenLinkRow, all: readonly OpenLinkRow[]): string | undefined {
  const key = ({ society, language, label }: OpenLinkRow) =>
    [society, language, label.toLowerCase()].join('\n')
  const same = all.filter((one) => one.revoked_at === null && key(one) === key(link))
  if (link.revoked_at !== null || same.length < 2) return undefined
  const others = same.length === 2 ? 'Another link has' : `${same.length - 1} other links have`
  return link.label === ''
    ? `${others} this society and language too: give each a name, to tell them apart.`
    : `${others} the same name: give one of them another, to tell them apart.`
}

function nameOf({ society, language, label }: OpenLinkRow, { societies }: StudyVisit['definition']): string {
  return [
    societies.find(({ slug }) => slug === society)?.name ?? society,
    isLanguage(language) ? languageNames[language] : language,
    ...(label === '' ? [] : [label]),
  ].join(', ')
}

function countsOf({ starts, today }: OpenLinkRow, isOpen: boolean): string {
  const people = `${starts} ${starts === 1 ? 'person' : 'people'} began by it`
  return isOpen ? `${people}, ${today} today.` : `${people}.`
}

/** Once the link is cut nobody knows who began by which link; the frozen funnel knows how many of a society did. */
function startedNotes(context: Context, { study, definition }: StudyVisit, links: OpenLinkRow[]): string[] {
  const note = cutNote(context, study, 'The record of who began by which link')
  if (note === undefined || links.length === 0) return []
  const rows = funnelOf(context, study.id).filter(({ stage }) => stage === 'started')
  const counts = [...new Set(links.map(({ society }) => society))].map((slug) => {
    const n = rows.filter(({ society }) => society === slug).reduce((sum, row) => sum + row.n, 0)
    return `${definition.societies.find((one) => one.slug === slug)?.shortName ?? slug}: ${n}`
  })
  return [
    `${note} The funnel as it was frozen then knows how many started, by whichever link. ${counts.join(', ')}.`,
  ]
}

function keyOf(context: Context): string {
  return Array.from({ length: 3 }, () => context.randomBelow(2 ** 32).toString(36)).join('-')
}
