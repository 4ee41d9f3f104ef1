import { headingOf } from '../sensitivity/captions.ts'
import type { TargetSensitivity } from '../sensitivity/pack.ts'
import { variantParts } from '../sensitivity/variant-rows.ts'
import { table } from './blocks.ts'
import type { Table } from './document.ts'

/** So many targets stand beside one another on paper. */
const mostBeside = 4

/** Returns the other analyses of several targets beside one another, a row for each analysis. */
export function jointTables(sensitivity: readonly TargetSensitivity[]): Table[] {
  const chunks = Array.from({ length: Math.ceil(sensitivity.length / mostBeside) }, (_, index) =>
    sensitivity.slice(index * mostBeside, (index + 1) * mostBeside),
  )
  return chunks.map(jointTable)
}

function jointTable(targets: readonly TargetSensitivity[]): Table {
  const parts = targets.map(variantParts)
  const headings = unique(parts.flatMap((own) => own.map(({ heading }) => heading)))
  const rows = headings.flatMap((heading) => {
    const own = parts.map((all) => all.find((part) => part.heading === heading))
    const note = own.find((part) => part !== undefined && part.note !== '')?.note ?? ''
    const names = unique(own.flatMap((part) => part?.rows.map(({ name }) => name) ?? []))
    return [
      ...(note === '' ? [] : [[`${heading}: ${note}`, ...targets.map(() => '')]]),
      ...names.map((name) => [
        name,
        ...own.map((part) => cellOf(part?.rows.find((row) => row.name === name))),
      ]),
    ]
  })
  return table(
    `Implied wRVU of each target by other analyses, from judgements of ${targets[0]!.construct.toLowerCase()}: value (95 % prediction interval), R², surgeons`,
    ['Analysis', ...targets.map(headingOf)],
    rows,
    [
      `Read where the plan reads each value. The comparators’ mean is that of the plan, ${baselines(targets)}, except where comparators are left out or have no place on the line. The Sensitivity page and sensitivity.csv of the bundle have every analysis with its difference from the plan, its comparators and why one has no value.`,
    ],
  )
}

type Row = ReturnType<typeof variantParts>[number]['rows'][number]

function cellOf(row: Row | undefined): string {
  if (row === undefined || row.value === '') return '–'
  return `${row.value} (${row.interval}), ${row.r2}, ${row.respondents}`
}

function baselines(targets: readonly TargetSensitivity[]): string {
  return unique(targets.map((one) => variantParts(one)[0]?.rows[0]?.baseline ?? ''))
    .filter((text) => text !== '')
    .join(' or ')
}

function unique<T>(all: readonly T[]): T[] {
  return [...new Set(all)]
}
