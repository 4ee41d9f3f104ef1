import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import { staffShell } from '../http/staff-shell.ts'
import type { TokensPage } from './pages.ts'

/** Returns the page of a person's own tokens; `made` is the one just made, shown this once. */
export function tokensPage(
  context: Context,
  person: PersonRow,
  given: {
    done?: string | undefined
    given?: string
    problems?: Problem[]
    made?: { name: string; token: string }
  } = {},
): TokensPage {
  const problems = given.problems ?? []
  const time = (at: number) => formatTime(at, context.config.zone, 'en')
  return {
    ...staffShell({
      title: 'API tokens',
      person,
      current: 'API tokens',
      hasErrors: problems.length > 0,
      done: given.done,
    }),
    problems,
    made: given.made,
    tokens: context.queries.tokens.listOf.all(person.id).map((row) => ({
      id: row.id,
      name: row.name,
      created: time(row.created_at),
      lastUsed: row.last_used_at === null ? 'never' : time(row.last_used_at),
      revoked: row.revoked_at === null ? undefined : time(row.revoked_at),
    })),
    field: {
      id: 'name',
      label: 'What will use it',
      hint: 'Such as the script or the computer. One token each: then one can be revoked without the others.',
      type: 'text',
      value: given.given ?? '',
      error: problemOf(problems, 'name'),
      autocomplete: 'off',
    },
    examples: examples(context),
  }
}

/** The README has the same programs, and a test runs them as they stand here. */
function examples(context: Context): TokensPage['examples'] {
  const newest = context.queries.studies.list.all().find(({ state }) => !['draft', 'testing'].includes(state))
  const address = `${context.config.baseUrl}/api/studies/${newest?.slug ?? 'endo'}/long.csv`
  return [
    {
      language: 'R',
      code: [
        'token <- Sys.getenv("COMPARAND_TOKEN")',
        'answers <- read.csv(url(',
        `  "${address}",`,
        '  headers = c(Authorization = paste("Bearer", token))',
        '), na.strings = "")',
      ].join('\n'),
    },
    {
      language: 'Python',
      code: [
        'import csv, io, os, urllib.request',
        'request = urllib.request.Request(',
        `    "${address}",`,
        '    headers={"Authorization": "Bearer " + os.environ["COMPARAND_TOKEN"]},',
        ')',
        'with urllib.request.urlopen(request) as answer:',
        '    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8", newline="")))',
      ].join('\n'),
    },
    {
      language: 'Where a program takes nothing but an address',
      code: ['read.csv(', `  "${address}?token=cmp_…",`, '  na.strings = "")'].join('\n'),
    },
  ]
}
