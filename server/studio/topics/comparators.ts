import type { Picture } from '../../pictures/picture.ts'
import { wrvuLinePicture } from '../../pictures/wrvu-line.ts'
import { comparatorWrvu } from '../../studies/comparator-wrvu.ts'
import type { Comparator, Definition } from '../../studies/definition.ts'
import { codesText, textIn } from '../../studies/definition-text.ts'
import { lineFindings, linePoints } from '../../studies/wrvu-line.ts'
import type { Field, Topic } from '../topic.ts'

const fields: Field[] = [
  {
    path: 'codes',
    label: 'Codes with their work RVU',
    kind: 'bundle',
    hint: 'One code a line: the code, its work RVU, and the CMS multiple-procedure indicator (2 = paid by half beside a larger one, 0 or 9 = paid in full). For example: 22612 23.53 2',
  },
  {
    path: 'label',
    label: 'Plain label',
    kind: 'text',
    hint: 'Your own short words, never a CPT descriptor.',
  },
  {
    path: 'descriptor',
    label: 'Your society’s wording',
    kind: 'paragraph',
    optional: true,
    hint: 'A longer description, if your licence allows it.',
  },
  { path: 'wrvuYear', label: 'Fee schedule year of the work RVU', kind: 'number' },
  {
    path: 'source',
    label: 'Source',
    kind: 'line',
    hint: 'Where the work RVU was read, such as “CMS PFS Relative Value File, January 2023”.',
  },
  {
    path: 'multipleProcedureRule',
    label: 'Apply the 50 % rule for several procedures to this bundle',
    kind: 'switch',
  },
]

/** The procedures with known work RVUs. */
export const comparators: Topic = {
  slug: 'comparators',
  title: 'Comparators',
  lead: 'Procedures with a known work RVU that the target is compared with. Eight to twelve, some smaller and some larger than what you expect.',
  keys: ['comparators'],
  ways: [
    { path: 'definition/comparators/paste', label: 'Paste from a spreadsheet' },
    { path: 'simulator', label: 'Simulate a study with them' },
  ],
  picture: onTheLine,
  sections: [
    {
      list: {
        path: 'comparators',
        noun: 'comparator',
        most: 200,
        fields,
        // Most comparators are read from one fee schedule, so the next begins like the last.
        blank: ({ comparators: list }) => {
          const { source, wrvuYear, multipleProcedureRule = false } = list.at(-1) ?? {}
          return { ...(source && { source }), ...(wrvuYear && { wrvuYear }), multipleProcedureRule }
        },
        summary: (comparator: Comparator, definition: Definition) => ({
          code: codesText(comparator),
          label: textIn(comparator.label, definition.languages[0]!, definition),
          note: noteOf(comparator),
        }),
      },
    },
  ],
  tidy: ({ comparators: list }) => numberComparators(list),
}

/** Numbers comparators C01, C02, … in their order. */
export function numberComparators(list: { id?: string | undefined }[]): void {
  const width = list.length > 99 ? 3 : 2
  list.forEach((comparator, index) => {
    comparator.id = `C${String(index + 1).padStart(width, '0')}`
  })
}

/** Comparators where they stand; the value expected for the target is known once a plan was simulated. */
function onTheLine(definition: Definition): { picture: Picture; findings: string[] } {
  const points = linePoints(definition)
  const expected = definition.samplePlan?.assumptions.expectedWrvu ?? null
  const title = 'On the line of work RVUs'
  return {
    picture: wrvuLinePicture({ name: 'wrvu-line', title, points, expected }),
    findings: points.length === 0 ? [] : lineFindings(points, expected).map(({ sentence }) => sentence),
  }
}

function noteOf(comparator: Comparator): string {
  if (comparator.codes.length === 0) return 'no code yet'
  const { wrvu } = comparatorWrvu(comparator)
  return `${wrvu.toFixed(2)} wRVU${comparator.wrvuYear ? `, ${comparator.wrvuYear}` : ', no year'}`
}
