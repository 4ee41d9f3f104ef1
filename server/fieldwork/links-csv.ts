import { stringQuoteOnlyIfNecessary } from '@json2csv/formatters'
import { Parser } from '@json2csv/plainjs'
import type { Context } from '../context.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { linkUrl } from './links.ts'

interface LinkRow {
  email: string
  name: string
  society: string
  language: string
  url: string
}

/** What a spreadsheet takes for a formula. */
const runsInSpreadsheet = /^[=+\-@\t\r]/

/**
 * Returns the personal links of a study's members as CSV, the address last; revoked links are left out.
 * Names that a spreadsheet would run get an apostrophe in front.
 */
export function linksCsv(context: Context, slug: string, onlySociety: string | null = null): string {
  const study = requireStudy(context, slug)
  const rows = context.queries.invitations.listOfStudy
    .all(study.id, 'member')
    .filter((member) => member.revoked_at === null)
    .filter((member) => onlySociety === null || member.society === onlySociety)
    .map(
      (member): LinkRow => ({
        email: member.email ?? '',
        name: runsInSpreadsheet.test(member.name) ? `'${member.name}` : member.name,
        society: member.society,
        language: member.language,
        url: linkUrl(context, member),
      }),
    )
  const parser = new Parser<LinkRow, LinkRow>({
    fields: ['email', 'name', 'society', 'language', 'url'],
    formatters: { string: stringQuoteOnlyIfNecessary(), header: (name) => name },
  })
  return `${parser.parse(rows)}\n`
}
