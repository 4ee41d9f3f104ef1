import type { Context } from '../context.ts'
import type { Problem } from '../http/problems.ts'
import { comparatorWrvu } from '../studies/comparator-wrvu.ts'
import { codesText } from '../studies/definition-text.ts'
import type { PastePage } from './pages.ts'
import type { PastedRow } from './paste-comparators.ts'
import { type StudioVisit, studioShell } from './shell.ts'

/** What was typed into the form for pasting. */
export interface PasteValues {
  text: string
  year: string
  source: string
  rule: boolean
  how: 'replace' | 'append'
}

/** Returns the page for pasting comparators; with rows, a look at what would be saved. */
export function pastePage(
  context: Context,
  visit: StudioVisit,
  values: PasteValues,
  seen: { rows?: PastedRow[] | undefined; problems?: Problem[] } = {},
): PastePage {
  const { base, draft } = visit
  const { rows, problems = [] } = seen
  const good = (rows ?? []).filter(({ comparator }) => comparator !== undefined)
  const wrong = (rows ?? []).length - good.length
  const there = draft.shown.comparators.length
  return {
    ...studioShell(context, visit, {
      title: 'Paste comparators',
      current: 'comparators',
      hasErrors: problems.length > 0,
    }),
    action: `${base}/definition/comparators/paste`,
    list: `${base}/definition/comparators`,
    problems,
    values,
    there,
    rows: (rows ?? []).map(toRow),
    summary: rows && summaryOf(good.length, wrong, good.filter(({ notes }) => notes.length > 0).length),
    save:
      rows && good.length > 0 && wrong === 0
        ? values.how === 'replace' && there > 0
          ? `Replace the ${there} comparators by these ${good.length}`
          : `Add these ${good.length} comparators`
        : undefined,
  }
}

function summaryOf(good: number, wrong: number, noted: number): string {
  if (good + wrong === 0) return 'Nothing was pasted.'
  const doubts =
    noted === 0
      ? ''
      : ` ${noted === 1 ? 'One has' : `${noted} have`} a remark below: look at it before you save.`
  if (wrong === 0) return `${good} rows, all readable.${doubts} Nothing is saved yet.`
  return `${wrong} of ${good + wrong} rows must be corrected above. Nothing is saved before every row can be read.`
}

function toRow({ line, cells, comparator, problem, notes }: PastedRow): PastePage['rows'][number] {
  if (!comparator)
    return {
      line,
      codes: cells.join(' · ').slice(0, 120),
      label: '',
      wrvu: '',
      year: '',
      problem: problem!,
      note: '',
    }
  const { wrvu, sumBeforeRule } = comparatorWrvu({ ...comparator, id: '' })
  const isReduced = wrvu !== sumBeforeRule
  return {
    line,
    codes: codesText({ ...comparator, id: '' }),
    label: Object.values(comparator.label)[0] ?? 'no label yet',
    wrvu: isReduced ? `${wrvu.toFixed(2)} (${sumBeforeRule.toFixed(2)} before the rule)` : wrvu.toFixed(2),
    year: String(comparator.wrvuYear),
    problem: '',
    note: notes.join(' '),
  }
}
