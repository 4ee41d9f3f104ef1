import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import type { Column } from '../exports/column.ts'
import { csvFormat } from '../exports/to-csv.ts'
import { Refusal } from '../refusal.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { linkDoor } from './link-door.ts'
import { linkUrl } from './links.ts'

/** What somebody else typed is text: an address may begin with a sign that a spreadsheet takes for a formula. */
const columns: readonly Column[] = [
  { name: 'email', label: 'E-mail address', type: 'text', since: 1 },
  { name: 'name', label: 'Name', type: 'text', since: 1 },
  { name: 'society', label: 'Society', type: 'code', since: 1 },
  { name: 'language', label: 'Language of the invitation', type: 'code', since: 1 },
  { name: 'url', label: 'Personal link', type: 'code', since: 1 },
]

/** Members made into lines between two turns of everybody else. */
const pageSize = 500

/**
 * Returns the personal links of a study's members as CSV, the address last, for writing to them: whoever declined,
 * opted out or has no link any more is left out, and while the study closes whoever has not begun. Refuses once links
 * lead to a closed door. Names and addresses that a spreadsheet would run get an
 * apostrophe in front. No byte order mark: the page adds it.
 */
export function linksCsv(context: Context, slug: string): string {
  return [...linkPages(context, slug)].join('')
}

/**
 * The same in pieces: its header, then a page of members a piece. One society's members only, or all (null).
 * `unfinished` leaves out, too, whom nobody would remind: who finished, and whose address cannot be reached.
 */
export function linkPages(
  context: Context,
  slug: string,
  onlySociety: string | null = null,
  who: 'all' | 'unfinished' = 'all',
): Generator<string> {
  const study = requireStudy(context, slug)
  const { door, why } = linkDoor(context, study, context.now())
  if (door === 'shut') throw new Refusal('conflict', why!)
  return pagesOf(context, study, { onlySociety, onlyBegun: door === 'begun', who })
}

function* pagesOf(
  context: Context,
  study: StudyRow,
  given: { onlySociety: string | null; onlyBegun: boolean; who: 'all' | 'unfinished' },
): Generator<string> {
  const { onlySociety, onlyBegun, who } = given
  const format = csvFormat(columns, 'excel')
  yield `${columns.map((column) => column.name).join(',')}\n`
  for (let after = 0; ; ) {
    const page = context.queries.invitations.listAfter.all({
      studyId: study.id,
      society: onlySociety,
      after,
      limit: pageSize,
    })
    const rows = page
      .filter(({ revoked_at, declined_at }) => revoked_at === null && declined_at === null)
      .filter(({ opted_out, started }) => opted_out === 0 && (started === 1 || !onlyBegun))
      .filter(({ over }) => who === 'all' || over === 0)
      .map((one) => [one.email, one.name, one.society, one.language, linkUrl(context, one)])
    yield format.toLines(rows)
    if (page.length < pageSize) return
    after = page.at(-1)!.id
  }
}
