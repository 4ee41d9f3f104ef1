import type { InvitationRow } from '../../db/queries/invitations.ts'
import type { Context } from '../context.ts'
import type { Problem } from '../http/problems.ts'
import { studyShell } from '../http/staff-shell.ts'
import { stateName } from '../studies/state-text.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { isLanguage, languageNames } from '../words/languages.ts'
import type { MembersPage } from './pages.ts'

const perPage = 50

/** Returns the page of members; a coordinator of one society sees that society's only. */
export function membersPage(
  context: Context,
  visit: StudyVisit,
  given: { page?: number; imported?: string[]; text?: string; problems?: Problem[] } = {},
): MembersPage {
  const { study, definition, person, base } = visit
  const problems = given.problems ?? []
  const bySociety = context.queries.invitations.countBySociety
    .all(study.id)
    .filter((row) => person.society === null || row.society === person.society)
  const total = bySociety.reduce((sum, row) => sum + row.members, 0)
  const pages = Math.max(1, Math.ceil(total / perPage))
  const page = Math.min(Math.max(1, given.page ?? 1), pages)
  const offset = (page - 1) * perPage
  const rows = context.queries.invitations.listPage.all({
    studyId: study.id,
    society: person.society,
    limit: perPage,
    offset,
  })
  return {
    ...studyShell({ ...visit, title: 'Members', tab: 'Members', hasErrors: problems.length > 0 }),
    base,
    imported: given.imported ?? [],
    problems,
    text: given.text ?? '',
    mayAdd: stateName(study, visit.now) !== 'closed',
    linksAreLocal: /^https?:\/\/(localhost|127\.|\[::1\])/.test(context.config.baseUrl),
    total,
    bySociety: bySociety.map((row) => ({
      slug: row.society,
      name: definition.societies.find((one) => one.slug === row.society)?.name ?? row.society,
      members: row.members,
      revoked: row.revoked,
    })),
    languages: definition.languages.join(', '),
    members: rows.map(toMember),
    range: total === 0 ? '' : `${offset + 1} to ${offset + rows.length} of ${total}`,
    previous: page > 1 ? `${base}/members?page=${page - 1}` : undefined,
    next: page < pages ? `${base}/members?page=${page + 1}` : undefined,
  }
}

/** Rows are named in addresses by their number in the list, never by a person's address. */
const mostNamedRows = 40

/** Returns the part of an address that tells the members page what became of a list. */
export function importedQuery(result: { added: number; already: Row[]; duplicates: Row[] }): string {
  const numbers = (rows: Row[]) =>
    `${rows.length}:${rows
      .slice(0, mostNamedRows)
      .map((one) => one.row)
      .join('.')}`
  return `added=${result.added}&already=${numbers(result.already)}&duplicates=${numbers(result.duplicates)}`
}

/** Returns what became of a list, read back from the address; words that do not fit say nothing. */
export function importedSentences(query: Record<string, unknown>): string[] {
  const added = /^\d{1,7}$/.exec(String(query.added ?? ''))
  if (!added) return []
  const count = Number(added[0])
  return [
    count === 1 ? '1 member was added.' : `${count} members were added.`,
    rowSentence(query.already, 'already a member: nothing changed for them'),
    rowSentence(query.duplicates, 'listed twice in the file: counted once'),
  ].filter((sentence) => sentence !== '')
}

interface Row {
  row: number
}

function rowSentence(given: unknown, what: string): string {
  const match = /^(\d{1,7}):([\d.]{1,400})$/.exec(String(given ?? ''))
  if (!match) return ''
  const rows = match[2]!.split('.').filter((row) => row !== '')
  const more = Number(match[1]) > rows.length ? ' and more' : ''
  return `${match[1]} ${what} (${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}${more}).`
}

function toMember(row: InvitationRow): MembersPage['members'][number] {
  const isRevoked = row.revoked_at !== null
  const generation = row.generation > 1 ? `link ${row.generation}` : 'first link'
  return {
    id: row.id,
    email: row.email ?? '',
    name: row.name,
    society: row.society,
    language: isLanguage(row.language) ? languageNames[row.language] : row.language,
    link: isRevoked ? 'revoked' : row.declined_at !== null ? `${generation}, declined` : generation,
    isRevoked,
  }
}
