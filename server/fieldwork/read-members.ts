import { z } from 'zod'
import { nextTurn } from '../next-turn.ts'
import { Refusal } from '../refusal.ts'
import type { Definition } from '../studies/definition.ts'
import type { Language } from '../words/languages.ts'
import { findRoles, languageOf, looksLikeHeader, type Role, societyOf } from './list-columns.ts'
import { decodeList, type Encoding } from './list-encoding.ts'
import { findSeparator, type Line, readLines, type Separator } from './list-lines.ts'

/** A member as a list names one; `row` is the line in the file, counting the header as 1. */
export interface ListedMember {
  row: number
  email: string
  name: string
  society: string
  language: string
}

/** What a person said about a list; what is left out is found out. */
export interface ReadingChoices {
  encoding?: Encoding | undefined
  separator?: Separator | undefined
  hasHeader?: boolean | undefined
  columns?: Role[] | undefined
  /** Where the list has no such column: the same for all. */
  society?: string | undefined
  language?: Language | undefined
}

/** How a list was read. */
export interface ListReading {
  encoding: Encoding
  separator: Separator
  hasHeader: boolean
  header: string[]
  columns: Role[]
  society: string | undefined
  language: Language | undefined
}

/** A list as read: its members, and what is wrong with the other rows. */
export interface ReadList {
  reading: ListReading
  members: ListedMember[]
  /** one for each row that does not fit */
  problems: { row: number; sentence: string }[]
  /** the first rows as they stand in the list */
  sample: Line[]
}

/** Rows looked at for finding out what the columns are, and shown in the preview. */
export const sampleRows = 20
/** Membership programs export a few dozen; every column has a control in the preview. */
const mostColumns = 200
/** Rows checked between two turns of everybody else. */
const rowSlice = 200

/**
 * Reads a member list: encoding, separator, header and columns are found where nothing is said about them. Rows that
 * do not fit are named, not read. Refuses when no row can be read at all. Others have their turn meanwhile.
 */
export async function readMembers(
  content: Uint8Array,
  definition: Definition,
  choices: ReadingChoices = {},
): Promise<ReadList> {
  const { text, encoding } = decodeList(content, choices.encoding)
  const separator = choices.separator ?? findSeparator(text)
  const lines: Line[] = []
  for await (const line of readLines(text, separator)) {
    refuseTooWide(line)
    lines.push(line)
  }
  const [first] = lines
  if (!first) throw new Refusal('invalid', 'The list is empty.')
  const hasHeader = choices.hasHeader ?? looksLikeHeader(first.cells)
  const rows = hasHeader ? lines.slice(1) : lines
  if (rows.length === 0) throw new Refusal('invalid', 'The list has a header and no members.')
  const sample = rows.slice(0, sampleRows)
  const header = hasHeader ? first.cells : []
  const found = findRoles(
    hasHeader ? header : undefined,
    sample.map(({ cells }) => cells),
    definition,
  )
  const reading: ListReading = {
    encoding,
    separator,
    hasHeader,
    header,
    // Read with another separator, the list has other columns than those that were chosen.
    columns: choices.columns?.length === found.length ? choices.columns : found,
    society:
      definition.societies.find((one) => one.slug === choices.society)?.slug ??
      (definition.societies.length === 1 ? definition.societies[0]!.slug : undefined),
    language: choices.language ?? (definition.languages.length === 1 ? definition.languages[0] : undefined),
  }
  const problems: ReadList['problems'] = []
  if (columnProblems(reading).length > 0) return { reading, members: [], problems, sample }
  const width = hasHeader ? header.length : undefined
  const members: ListedMember[] = []
  for (const [index, line] of rows.entries()) {
    if (index % rowSlice === rowSlice - 1) await nextTurn()
    const member = readMember(line, { reading, definition, width, problems })
    if (member) members.push(member)
  }
  return { reading, members, problems, sample }
}

function refuseTooWide({ row, cells }: Line): void {
  if (cells.length <= mostColumns) return
  const sentence = `Row ${row} has ${cells.length} cells; at most ${mostColumns} can be read. Keep the columns with address, name, society and language.`
  throw new Refusal('invalid', sentence)
}

/** Returns what stands in the way of reading any row: columns that are missing or chosen twice. */
export function columnProblems({ columns, society, language }: ListReading): string[] {
  const has = (role: Role) => columns.includes(role)
  const twice = (['email', 'name', 'first_name', 'last_name', 'society', 'language'] as const).filter(
    (role) => columns.filter((one) => one === role).length > 1,
  )
  return [
    ...(has('email') ? [] : ['No column holds the e-mail addresses. Say which one does.']),
    ...(has('society') || society !== undefined
      ? []
      : ['No column names the society. Say which one does, or choose one society for all.']),
    ...(has('language') || language !== undefined
      ? []
      : ['No column names the language. Say which one does, or choose one language for all.']),
    ...twice.map((role) => `Two columns are said to be the ${role.replace('_', ' ')}. Choose one.`),
  ]
}

function readMember(
  { row, cells }: Line,
  given: {
    reading: ListReading
    definition: Definition
    width: number | undefined
    problems: ReadList['problems']
  },
): ListedMember | undefined {
  const { reading, definition, problems, width } = given
  const cell = (role: Role) => cells[reading.columns.indexOf(role)] ?? ''
  const wrong: string[] = []
  const say = (sentence: string) => wrong.push(sentence)
  const email = cell('email')
  if (!email.includes('@') || email.length > 254 || !address.safeParse(email).success)
    say(`“${shown(email)}” is not an e-mail address.`)
  if (width !== undefined && cells.length !== width)
    say(`has ${cells.length === 1 ? '1 cell' : `${cells.length} cells`}, the header has ${width}.`)
  const name = nameOf(cell)
  if (name.length > 200) say('the name is longer than 200 characters.')
  if (/\p{Cc}/u.test(name)) say('the name holds a line break.')
  const society = reading.columns.includes('society')
    ? societyOf(cell('society'), definition)
    : reading.society
  if (society === undefined)
    say(`“${shown(cell('society'))}” is not a society of this study. ${listOf(definition.societies)}`)
  const language = reading.columns.includes('language') ? languageOf(cell('language')) : reading.language
  if (language === undefined || !definition.languages.includes(language))
    say(
      `“${shown(cell('language'))}” is not a language of this study. Use ${definition.languages.join(', ')}.`,
    )
  if (wrong.length > 0) {
    problems.push({ row, sentence: `Row ${row}: ${wrong.join(' ')}` })
    return undefined
  }
  return { row, email, name, society: society!, language: language! }
}

const address = z.email()

function shown(cell: string): string {
  return cell.length > 60 ? `${cell.slice(0, 60)}…` : cell
}

function listOf(societies: { slug: string }[]): string {
  const slugs = societies.map((one) => one.slug)
  return slugs.length <= 12 ? `Use ${slugs.join(', ')}.` : 'Use a short name from the definition.'
}

/** Beside a column of last names, `Nombre` or `Nome` means the first name; a whole name stays as it is. */
function nameOf(cell: (role: Role) => string): string {
  const [whole, first, last] = [cell('name'), cell('first_name'), cell('last_name')]
  if (whole !== '' && (first !== '' || whole.toLowerCase().includes(last.toLowerCase()))) return whole
  return [first || whole, last].filter((part) => part !== '').join(' ')
}
