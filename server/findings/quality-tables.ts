import type { PersonRow } from '../../db/queries/people.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import type { AnalysisResult } from '../results/analysis-result.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { listDecisions } from './decide.ts'
import { itemRows } from './item-rows.ts'
import { type JudgeColumn, type JudgeRow, type judgeColumns, sortJudges } from './judge-rows.ts'
import type { QualityPage, QualityRow, SortHead } from './quality-pages.ts'
import type { StudyResult } from './study-result.ts'

/** What of the quality page is asked for. */
export interface QualityChoice {
  analysis: string | undefined
  sort: string | undefined
  order: string | undefined
  page: string | undefined
}

const perPage = 25

/** Returns one screen of respondents, sorted as asked: by what stands out where nothing is asked. */
export function judgeTable(
  context: Context,
  { base, study, person }: StudyVisit,
  given: { rows: JudgeRow[]; columns: typeof judgeColumns; analysis: string; choice: QualityChoice },
): Pick<QualityPage, 'judgeHeads' | 'judges' | 'pager'> {
  const { rows, columns, analysis, choice } = given
  const sortable = ['respondent', 'flags', ...columns.map(({ key }) => key)]
  const sort = sortable.includes(choice.sort ?? '') ? choice.sort! : 'flags'
  const isSmallFirst = (key: string) =>
    key === 'respondent' || columns.some((column) => column.key === key && column.smallFirst)
  const descending = choice.order === undefined ? !isSmallFirst(sort) : choice.order !== 'ascending'
  const sorted = sortJudges(rows, sort as JudgeColumn, descending)
  const pages = Math.max(1, Math.ceil(sorted.length / perPage))
  const page = Math.min(pages, Math.max(1, Number(/^\d{1,5}$/.exec(choice.page ?? '')?.[0] ?? 1)))
  const href = (changes: Record<string, string>) =>
    `${base}/quality?${new URLSearchParams({ analysis, sort, order: descending ? 'descending' : 'ascending', ...changes }).toString()}#judges`
  const head = (key: string, label: string, isNumber: boolean): SortHead => ({
    label,
    href: href({
      sort: key,
      order: (key === sort ? descending : isSmallFirst(key)) ? 'ascending' : 'descending',
    }),
    sorted: key === sort ? (descending ? 'descending' : 'ascending') : undefined,
    isNumber,
  })
  const out = leftOutNames(context, study.id, 'respondent')
  const first = (page - 1) * perPage
  return {
    judgeHeads: [
      head('respondent', 'Respondent', false),
      ...columns.map(({ key, label }) => head(key, label, true)),
      head('flags', 'What stands out', false),
    ],
    judges: sorted.slice(first, first + perPage).map((row) => ({
      id: row.pseudonym,
      label: '',
      cells: columns.map(({ key, label, show }) => ({ label, text: show(row.values[key]) })),
      flags: row.flags,
      isLeftOut: out.has(row.pseudonym),
      decideHref: decideHref(base, person, 'respondent', row.pseudonym),
    })),
    pager: {
      before: page > 1 ? href({ page: String(page - 1) }) : undefined,
      after: page < pages ? href({ page: String(page + 1) }) : undefined,
      text:
        sorted.length === 0
          ? 'Nobody is analysed.'
          : `${first + 1} to ${Math.min(first + perPage, sorted.length)} of ${sorted.length} respondents`,
    },
  }
}

/** Returns the items of an analysis with what stands out, and where they are left out. */
export function itemTable(
  context: Context,
  { base, study, person }: StudyVisit,
  result: StudyResult,
  analysis: AnalysisResult,
): QualityRow[] {
  const names = new Map([
    ...result.comparators.map(({ id, codes, label }) => [id, `${codes}, ${label}`] as const),
    ...result.targets.map(({ id, name }) => [id, name] as const),
  ])
  const targets = new Set(result.targets.map(({ id }) => id))
  const out = leftOutNames(context, study.id, 'item')
  return itemRows(analysis).map(({ id, cells, flags }) => ({
    id,
    label: names.get(id) ?? '',
    cells,
    flags,
    isLeftOut: out.has(id),
    decideHref: targets.has(id) ? undefined : decideHref(base, person, 'item', id),
  }))
}

function decideHref(base: string, person: PersonRow, kind: string, name: string): string | undefined {
  return mayDo(person, 'export') ? `${base}/quality/${kind}/${name}` : undefined
}

function leftOutNames(context: Context, studyId: number, kind: 'respondent' | 'item'): Set<string> {
  const decisions = listDecisions(context, studyId).filter(
    (one) => one.kind === kind && one.is_newest === 1 && one.excluded === 1,
  )
  return new Set(decisions.map(({ name }) => name))
}
