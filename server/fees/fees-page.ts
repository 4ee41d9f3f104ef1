import type { FeeCodeRow } from '../../db/queries/fees.ts'
import type { PersonRow } from '../../db/queries/people.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import { staffShell } from '../http/staff-shell.ts'
import type { FeesPage } from './pages.ts'

/** Rows shown at once: a code of every year each. */
const mostRows = 400

/** What was typed into the form of the import; never the file. */
export interface FeeFormValues {
  year: string
  source: string
  licence: string
}

/** Returns the page of imported fee schedules: which years, a search by code, and the form that imports a file. */
export function feesPage(
  context: Context,
  person: PersonRow,
  search: string,
  given: { done?: string | undefined; problems?: Problem[]; values?: FeeFormValues } = {},
): FeesPage {
  const problems = given.problems ?? []
  const schedules = context.queries.fees.listSchedules.all()
  const years = schedules.map(({ year }) => year)
  const rows = /^[0-9A-Z]{1,5}$/.test(search)
    ? context.queries.fees.listCodes.all(search.padEnd(5, '0'), search.padEnd(5, 'Z'), mostRows)
    : []
  const found = foundCodes(rows, years)
  return {
    ...staffShell({
      title: 'Fee schedules',
      person,
      current: 'Fee schedules',
      hasErrors: problems.length > 0,
      done: given.done,
    }),
    problems,
    schedules: schedules.map((one) => ({
      year: one.year,
      source: one.source,
      codes: one.codes.toLocaleString('en'),
      imported: `${formatTime(one.imported_at, context.config.zone, 'en')} by ${one.imported_by}`,
      descriptors: one.descriptor_licence === null ? 'not kept' : 'kept under a licence',
    })),
    search,
    years: [...years].reverse(),
    found,
    searchSentence: searchSentence(search, found.length, rows.length),
    form: mayDo(person, 'steer')
      ? formOf(problems, given.values ?? { year: '', source: '', licence: '' })
      : undefined,
  }
}

function formOf(problems: Problem[], values: FeeFormValues): FeesPage['form'] {
  const field = (id: 'year' | 'source', label: string, hint: string) => ({
    id,
    label,
    hint,
    type: 'text' as const,
    value: values[id],
    error: problemOf(problems, id),
    autocomplete: 'off',
  })
  return {
    fields: [
      field('year', 'Year', 'Leave it empty to take the year that the file’s title names.'),
      field(
        'source',
        'Name of the file',
        'As a report should cite it, such as CMS PFS Relative Value File, January 2023.',
      ),
    ],
    licence: values.licence,
  }
}

function foundCodes(rows: FeeCodeRow[], years: number[]): FeesPage['found'] {
  const byCode = Map.groupBy(rows, ({ code }) => code)
  return [...byCode].map(([code, ofCode]) => {
    const newest = ofCode.at(-1)!
    const indicator = newest.multiple_procedure
    return {
      code,
      facts: [
        `status ${newest.status || 'not given'}`,
        `global ${newest.global_days || 'not given'}`,
        `multiple procedure ${indicator ?? 'not given'}`,
      ].join(', '),
      descriptor: newest.descriptor ?? '',
      wrvus: [...years]
        .reverse()
        .map((year) => ofCode.find((row) => row.year === year)?.wrvu.toFixed(2) ?? ''),
    }
  })
}

function searchSentence(search: string, codes: number, rows: number): string {
  if (search === '') return ''
  if (!/^[0-9A-Z]{1,5}$/.test(search))
    return 'Search by a code or its first characters, such as 62380 or 628.'
  if (codes === 0) return `No imported file has a code that begins with ${search}.`
  const cut = rows === mostRows ? ' More fit: enter more characters.' : ''
  return `${codes} ${codes === 1 ? 'code begins' : 'codes begin'} with ${search}; work RVU by year.${cut}`
}
