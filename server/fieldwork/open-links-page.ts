import type { OpenLinkRow } from '../../db/queries/open-links.ts'
import type { Context } from '../context.ts'
import { dayIn } from '../exports/cells.ts'
import { linkWarning } from '../http/link-reach.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import { qrCode } from '../http/qr-code.ts'
import { studyShell } from '../http/staff-shell.ts'
import { textIn } from '../studies/definition-text.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { wordsIn } from '../words/index.ts'
import { isLanguage, languageNames } from '../words/languages.ts'
import { cutNote } from './cut-note.ts'
import { funnelOf } from './funnel.ts'
import { linkDoor } from './link-door.ts'
import { linkUrl } from './links.ts'
import type { CardPage, OpenLinksPage } from './part-pages.ts'
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
  given: { problems?: Problem[]; wrongId?: number } = {},
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
      cap: {
        id: `cap-${link.id}`,
        label: 'Starts a day at most',
        hint: 'Raise it before a congress. It keeps programs from filling the study.',
        type: 'text',
        value: String(link.daily_cap),
        error: given.wrongId === link.id ? problemOf(problems, `cap-${link.id}`) : undefined,
        autocomplete: 'off',
      },
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

/** Returns the card for a booth: one link as a QR code, in its language, to be printed. */
export function cardPage(context: Context, visit: StudyVisit, link: OpenLinkRow): CardPage {
  const { definition, base } = visit
  const language = isLanguage(link.language) ? link.language : definition.languages[0]!
  const words = wordsIn(language)
  const society = definition.societies.find(({ slug }) => slug === link.society) ?? definition.societies[0]!
  const url = linkUrl(context, link)
  return {
    ...studyShell({ ...visit, title: 'Card', tab: 'Open links' }),
    back: `${base}/open-links`,
    label: link.label,
    notes: [
      linkDoor(context, visit.study, visit.now).whyOpenLinks,
      linkWarning(context.config.baseUrl),
    ].filter((note) => note !== undefined),
    language,
    society: society.name,
    study: textIn(definition.title, language, definition),
    scan: words.scanToStart,
    minutes: words.minutes(definition.minutes),
    url,
    qr: qrCode(url),
  }
}
