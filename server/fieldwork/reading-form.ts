import { z } from 'zod'
import { isLanguage } from '../words/languages.ts'
import { isRole } from './list-columns.ts'
import { isEncoding } from './list-encoding.ts'
import { isSeparator, type Separator } from './list-lines.ts'
import type { ListReading, ReadingChoices } from './read-members.ts'

/** More columns than a list of members has. */
const mostColumns = 60

/** How a list was read, as the form that confirms it carries it along. */
export const readingFormFields = {
  encoding: z.string().max(20),
  separator: z.string().max(1),
  header: z.enum(['yes', 'no']),
  columns: z.string().max(1000),
  society: z.string().max(60),
  language: z.string().max(10),
}

type Fields = Record<keyof typeof readingFormFields, string>

/** Returns a reading as fields of a form. */
export function readingFields(reading: ListReading): Fields {
  return {
    encoding: reading.encoding,
    separator: reading.separator,
    header: reading.hasHeader ? 'yes' : 'no',
    columns: reading.columns.join(','),
    society: reading.society ?? '',
    language: reading.language ?? '',
  }
}

/** Returns what a form or an address says about a list; what does not fit says nothing. */
export function readingChoices(fields: Partial<Record<string, unknown>>): ReadingChoices {
  const { encoding, separator, header, society, language } = fields
  return {
    encoding: isEncoding(encoding) ? encoding : undefined,
    separator: isSeparator(separator) ? (separator as Separator) : undefined,
    hasHeader: header === 'yes' ? true : header === 'no' ? false : undefined,
    columns: columnsOf(fields),
    society: typeof society === 'string' && society !== '' ? society : undefined,
    language: isLanguage(language) ? language : undefined,
  }
}

/** The columns stand in one field, or in c0, c1 … where a form has a choice for each. */
function columnsOf(fields: Partial<Record<string, unknown>>): ReadingChoices['columns'] {
  const listed =
    typeof fields.columns === 'string'
      ? fields.columns.split(',')
      : Array.from({ length: mostColumns }, (_, at) => fields[`c${at}`])
  const roles = listed.slice(0, mostColumns)
  if (!roles.some(isRole)) return undefined
  const last = roles.findLastIndex(isRole)
  return roles.slice(0, last + 1).map((role) => (isRole(role) ? role : 'ignore'))
}
