import type { MemberFilter, MemberRow } from '../../db/queries/invitations.ts'
import type { Context } from '../context.ts'
import { linkWarning } from '../http/link-reach.ts'
import type { Problem } from '../http/problems.ts'
import { studyShell } from '../http/staff-shell.ts'
import { stateName } from '../studies/state-text.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { isLanguage, languageNames } from '../words/languages.ts'
import { linkDoor } from './link-door.ts'
import { factNames, goneNotes, memberCounts } from './member-counts.ts'
import type { MemberLine, MembersPage, ReservePart } from './pages.ts'
import { listReplaceable, type Replaceable } from './replace-members.ts'
import { sampleLines } from './sample-page.ts'

const perPage = 50

/** Which members are asked for. */
export interface Wanted {
  page?: number
  only?: MemberFilter['only']
  /** a part of an address or a name; sent by a form, never in an address */
  word?: string
}

/** Returns the page of members; a coordinator of one society sees that society's only. */
export function membersPage(
  context: Context,
  visit: StudyVisit,
  given: { wanted?: Wanted; imported?: string[]; text?: string; problems?: Problem[] } = {},
): MembersPage {
  const { study, person, base } = visit
  const problems = given.problems ?? []
  const { only = null, word = '' } = given.wanted ?? {}
  const mayAdd = ['draft', 'testing', 'live', 'paused'].includes(stateName(study, visit.now))
  const counts = memberCounts(context, visit)
  const { door, why } = linkDoor(context, study, visit.now)
  const hasLinks = counts.total > 0 && door !== 'shut'
  const filter: MemberFilter = { studyId: study.id, society: person.society, only, word: word || null }
  const found = context.queries.invitations.countFiltered.get(filter)!
  const pages = Math.max(1, Math.ceil(found / perPage))
  const page = Math.min(Math.max(1, given.wanted?.page ?? 1), pages)
  const offset = (page - 1) * perPage
  const rows = context.queries.invitations.listPage.all({ ...filter, limit: perPage, offset })
  const to = (number: number) => `${base}/members?${only === null ? '' : `only=${only}&`}page=${number}#list`
  // What was searched for stands in no address, so there is one page of it.
  const pager = word === ''
  return {
    ...studyShell({ ...visit, title: 'Members', tab: 'Members', hasErrors: problems.length > 0 }),
    base,
    imported: given.imported ?? [],
    problems,
    text: given.text ?? '',
    mayAdd,
    linkWarning: door === 'shut' ? undefined : linkWarning(context.config.baseUrl),
    linksFile: hasLinks ? `${base}/links.csv` : undefined,
    unfinishedFile: hasLinks ? `${base}/links-unfinished.csv` : undefined,
    inviteHref: mayAdd && context.config.mail !== undefined ? `${base}/mail/write` : undefined,
    notes: [...(why === undefined || counts.total === 0 ? [] : [why]), ...goneNotes(context, visit)],
    total: counts.total,
    columns: counts.columns,
    bySociety: counts.rows,
    inAll: counts.inAll,
    filters: counts.filters.map((one) => ({
      label: one.label,
      href: `${base}/members${one.only === null ? '' : `?only=${one.only}`}#list`,
      current: one.only === only && pager,
    })),
    word,
    members: rows.map((row) => toMemberLine(row, visit)),
    range: found === 0 ? 'Nobody' : `${offset + 1} to ${offset + rows.length} of ${found}`,
    previous: pager && page > 1 ? to(page - 1) : undefined,
    next: pager && page < pages ? to(page + 1) : undefined,
    reserve: reservePart(context, visit, mayAdd),
  }
}

function reservePart(context: Context, visit: StudyVisit, mayAdd: boolean): ReservePart | undefined {
  const { study, person, base } = visit
  const samples = sampleLines(context, visit)
  if (samples.length === 0) return undefined
  const rows = listReplaceable(context, study.id, person.society)
  const possible = (row: Replaceable) => Math.min(row.declined + row.unreached, row.reserve)
  const number = rows.reduce((sum, row) => sum + possible(row), 0)
  return {
    base,
    samples,
    waiting: context.queries.memberLists.countReserve.get({ studyId: study.id, society: person.society })!,
    rows: rows.map((row) => ({ ...row, society: shortNameOf(visit, row.society) })),
    action:
      number === 0 || !mayAdd
        ? undefined
        : `Ask ${number === 1 ? '1 member' : `${number} members`} of the reserve instead`,
    lastWave: context.queries.memberLists.lastWave.get(study.id)!,
  }
}

function shortNameOf({ definition }: StudyVisit, slug: string): string {
  return definition.societies.find((one) => one.slug === slug)?.shortName ?? slug
}

/** Returns the part of an address that tells the members page what became of a list. */
export function importedQuery(result: { added: number; changed: number; reserve: number }): string {
  return `added=${result.added}&changed=${result.changed}&reserve=${result.reserve}`
}

/** Returns what became of a list, read back from the address; words that do not fit say nothing. */
export function importedSentences(query: Record<string, unknown>): string[] {
  const numberOf = (name: string) => Number(/^\d{1,7}$/.exec(String(query[name] ?? ''))?.[0] ?? 0)
  if (query.added === undefined) return []
  const [added, changed, reserve] = [numberOf('added'), numberOf('changed'), numberOf('reserve')]
  return [
    added === 1 ? '1 member was added.' : `${added} members were added.`,
    changed === 0 ? '' : changed === 1 ? '1 member was updated.' : `${changed} members were updated.`,
    reserve === 0 ? '' : `${reserve} wait in reserve.`,
  ].filter((sentence) => sentence !== '')
}

/** Returns a member as the list shows one. */
export function toMemberLine(row: MemberRow, visit: StudyVisit): MemberLine {
  const status = [
    ...factNames.filter(({ fact }) => row[fact]).map(({ status }) => status),
    row.revoked_at === null && row.generation > 1 ? `link ${row.generation}` : '',
  ]
  return {
    href: `${visit.base}/members/${row.id}`,
    email: row.email ?? '',
    name: row.name,
    society: shortNameOf(visit, row.society),
    language: isLanguage(row.language) ? languageNames[row.language] : row.language,
    wave: row.wave,
    status: status.filter(Boolean).join(', '),
    isOff: factNames.some(({ fact }) => row[fact] && fact !== 'unreached'),
  }
}
