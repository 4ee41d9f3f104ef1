import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import type { RecomputeChoice } from './recompute.ts'

/** A published study whose table can be recomputed with one click. */
export interface TableExample {
  kind: 'table'
  name: string
  title: string
  source: string
  /** what was published and what to look at, in sentences */
  remark: string
  table: string
  /** as published */
  choice: RecomputeChoice
  /** other ways to read the same table */
  others: { label: string; change: Partial<RecomputeChoice> }[]
}

/** A published study of which only the estimates are known that were averaged. */
export interface AverageExample {
  kind: 'average'
  name: string
  title: string
  source: string
  remark: string
  parts: { name: string; value: number }[]
}

export type Example = TableExample | AverageExample

const table = (name: string) => readFileSync(join(import.meta.dirname, 'examples', `${name}.csv`), 'utf8')

/** The three published studies of this method. */
export const examples: readonly Example[] = [
  {
    kind: 'table',
    name: '62380',
    title: '62380, endoscopic lumbar decompression (2024)',
    source:
      'International Journal of Spine Surgery 2024;18(2):138, Table 5 (learning curve), with CMS work RVUs of 2023',
    remark:
      'Published: 18.2464. It is the mean of the eleven comparators, 200.71 / 11: every line read at their centre gives it, whatever surgeons answered. Read at 0 logits, as in the study of 0202T, the same table gives 25.59.',
    table: table('62380'),
    choice: { target: '62380', at: 'mean', error: 0, rule: false },
    others: [
      { label: 'at the mean of the comparators, as published', change: {} },
      { label: 'at 0 logits', change: { at: 0 } },
    ],
  },
  {
    kind: 'table',
    name: '0202T',
    title: '0202T, lumbar facet joint replacement (2024)',
    source:
      'International Journal of Spine Surgery 2024;18(2):130, table of difficulty, with CMS work RVUs of 2023',
    remark:
      'Published: 39.47. Least squares over the eight bundles read at 0 logits gives 39.4707 with the 50 % multiple-procedure rule, and 40.51 without it.',
    table: table('0202T'),
    choice: { target: '0202T', at: 0, error: 0, rule: true },
    others: [
      { label: 'with the 50 % rule, as published', change: {} },
      { label: 'without the 50 % rule', change: { rule: false } },
      { label: 'at the mean of the comparators', change: { at: 'mean' } },
    ],
  },
  {
    kind: 'average',
    name: '27279',
    title: '27279, sacroiliac joint fusion (2016)',
    source: 'International Journal of Spine Surgery 2016;10:40',
    remark:
      'Published: 14.23, the plain mean of what two surveys gave. The measures and the names of their comparators are not in the sources we could read, so the two lines cannot be drawn again; the averaging can.',
    parts: [
      { name: 'Survey 1, 20 surgeons, 10 comparators', value: 14.36 },
      { name: 'Survey 2, 34 surgeons, 27 comparators', value: 14.1 },
    ],
  },
]

/** Returns an example by its name. */
export function requireExample(name: string): Example {
  const example = examples.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!example) throw new Refusal('not_found', 'There is no such example. There are 62380, 0202T and 27279.')
  return example
}

/** Returns an example that has a table. */
export function requireTableExample(name: string): TableExample {
  const example = requireExample(name)
  if (example.kind !== 'table')
    throw new Refusal('not_found', `${example.name} was published without its table.`)
  return example
}
