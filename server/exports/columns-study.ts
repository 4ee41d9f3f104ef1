import type { Column } from './column.ts'

const yesNo = { 0: 'No', 1: 'Yes' }

export const itemColumns: readonly Column[] = [
  { name: 'item', label: 'T1, T2, … targets; C01, C02, … comparators', type: 'code', since: 1 },
  {
    name: 'role',
    label: 'Role of the item',
    type: 'code',
    codes: { target: 'Its value is sought', comparator: 'Its wRVU is known' },
    since: 1,
  },
  {
    name: 'codes',
    label: 'Procedure codes billed together, joined by +',
    type: 'code',
    since: 1,
  },
  { name: 'label', label: 'Plain label, in the study’s first language', type: 'text', since: 1 },
  {
    name: 'wrvu',
    label: 'Work RVU, after the multiple-procedure rule where it applies',
    blank: 'For a target',
    type: 'decimal',
    unit: 'wRVU',
    since: 1,
  },
  {
    name: 'wrvu_year',
    label: 'Fee schedule year',
    blank: 'For a target',
    type: 'integer',
    unit: 'year',
    since: 1,
  },
  { name: 'source', label: 'Where the work RVU was read', blank: 'For a target', type: 'text', since: 1 },
  {
    name: 'multiple_procedure_rule',
    label: 'Whether the 50 % rule was applied to the codes of a bundle',
    blank: 'For a target',
    type: 'integer',
    codes: yesNo,
    since: 1,
  },
  {
    name: 'sum_before_rule',
    label: 'Plain sum of the codes’ work RVUs',
    blank: 'For a target',
    type: 'decimal',
    unit: 'wRVU',
    since: 1,
  },
]

export const constructColumns: readonly Column[] = [
  { name: 'construct', label: 'What pairs are compared on', type: 'code', since: 1 },
  {
    name: 'primary',
    label: 'Whether it is the one the study’s result is read from',
    type: 'integer',
    codes: yesNo,
    since: 1,
  },
  { name: 'question', label: 'Question on the page, in the study’s first language', type: 'text', since: 1 },
  { name: 'definition', label: 'Definition on the page', type: 'text', since: 1 },
  {
    name: 'answer_more',
    label: 'Answer for the item that is more; {item} is its code',
    type: 'text',
    since: 1,
  },
]
