import type { Context } from '../context.ts'
import type { Column } from '../exports/column.ts'
import { csvFormat } from '../exports/to-csv.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { linkUrl } from './links.ts'

/** Only a name is free text; an address that passed as one holds nothing that CSV would quote. */
const columns: readonly Column[] = [
  { name: 'email', label: 'E-mail address', type: 'code', since: 1 },
  { name: 'name', label: 'Name', type: 'text', since: 1 },
  { name: 'society', label: 'Society', type: 'code', since: 1 },
  { name: 'language', label: 'Language of the invitation', type: 'code', since: 1 },
  { name: 'url', label: 'Personal link', type: 'code', since: 1 },
]

/**
 * Returns the personal links of a study's members as CSV, the address last; revoked links are left out.
 * Names that a spreadsheet would run get an apostrophe in front. No byte order mark: the page adds it.
 */
export function linksCsv(context: Context, slug: string, onlySociety: string | null = null): string {
  const study = requireStudy(context, slug)
  const rows = context.queries.invitations.listOfStudy
    .all(study.id, 'member')
    .filter((member) => member.revoked_at === null)
    .filter((member) => onlySociety === null || member.society === onlySociety)
    .map((member) => [member.email, member.name, member.society, member.language, linkUrl(context, member)])
  return `${columns.map((column) => column.name).join(',')}\n${csvFormat(columns, 'excel').toLines(rows)}`
}
