import { withheldRule } from '../fieldwork/small-cells.ts'
import type { Column } from './column.ts'
import { respondent, society } from './columns-shared.ts'

/** What the last columns of a funnel say, in funnel.csv and in the field-work page's own file. */
export const funnelKindColumns: readonly Column[] = [
  {
    name: 'level',
    label:
      'What the row counts. Rows of one level add up; rows of different levels count the same people again, so choose one level before adding',
    type: 'code',
    codes: {
      cell: 'One society, wave and language, and one route',
      society: 'Total of a society',
      language: 'Total of a language',
      wave: 'Total of a wave',
      all: 'Everybody',
    },
    since: 2,
  },
  {
    name: 'route',
    label: 'How people came. Only of those with a personal link is it known how many were asked',
    type: 'code',
    codes: {
      personal: 'By the personal link of a listed member',
      open: 'By an open link that a society hands around',
      unknown: 'Not kept: the study’s link was cut by an older version of the program',
      all: 'Every route together (totals only)',
    },
    since: 2,
  },
]

export const funnelColumns: readonly Column[] = [
  { name: 'stage', label: 'Stage of the way from the list to the analysis', type: 'code', since: 1 },
  { ...society, label: 'Society that sent the link; blank = all (totals)' },
  { name: 'wave', label: 'Wave of invitations; blank = all (totals)', type: 'integer', since: 1 },
  { name: 'language', label: 'Language of the invitation; blank = all (totals)', type: 'code', since: 1 },
  {
    name: 'n',
    label: `How many reached the stage; blank = withheld. ${withheldRule('the smallCellThreshold of the study (5 where it names none)')}`,
    type: 'integer',
    since: 1,
  },
  {
    name: 'of_stage',
    label: 'The stage that a rate is taken of; blank = no rate, as for starts by an open link',
    type: 'code',
    since: 1,
  },
  {
    name: 'of_n',
    label: 'How many reached that stage, in the same place; blank = withheld, or not known (open links)',
    type: 'integer',
    since: 1,
  },
  ...funnelKindColumns,
]

export const exclusionColumns: readonly Column[] = [
  { ...respondent, blank: 'An item is left out' },
  { name: 'reason', label: 'Why the respondent is left out of analyses', type: 'text', since: 1 },
  {
    name: 'by_role',
    label: 'Who decided',
    type: 'code',
    codes: {
      owner: 'Owner',
      coordinator: 'Coordinator',
      analyst: 'Analyst',
      plan: 'A rule of the analysis plan',
      respondent: 'Nobody: who withdrew, refused consent or is not eligible is in no file of answers',
    },
    since: 1,
  },
  {
    name: 'dataset',
    label: 'The dataset the decision is limited to',
    blank: 'Every analysis of the study',
    type: 'code',
    since: 1,
  },
  {
    name: 'item',
    label:
      'A target: only the answers about it are left out. A comparator or rating item, with a blank respondent: the item is left out',
    blank: 'Everything the respondent said is left out',
    type: 'code',
    since: 1,
  },
]

const onErased = 'The answers were erased since'

export const decisionColumns: readonly Column[] = [
  {
    ...respondent,
    label:
      'Pseudonym of the respondent decided on; erased = the answers were erased since, and nothing else is known of the decision',
    blank: 'An item',
  },
  {
    name: 'item',
    label: 'Comparator or rating item decided on',
    blank: 'A respondent',
    type: 'code',
    since: 1,
  },
  {
    name: 'decided',
    label:
      'What was decided; rows are in the order of the decisions, those on erased answers last, and the last one on each counts',
    type: 'code',
    codes: { left_out: 'Left out of analyses', taken_back: 'Taken back into analyses' },
    since: 1,
  },
  {
    name: 'stands',
    label: 'Whether the decision leaves out now',
    type: 'integer',
    codes: { 0: 'Taken back, or taking back', 1: 'Leaves out' },
    since: 1,
  },
  { name: 'reason', label: 'The reason given', blank: onErased, type: 'text', since: 1 },
  {
    name: 'by_role',
    label: 'Who decided',
    type: 'code',
    codes: { owner: 'Owner', coordinator: 'Coordinator', analyst: 'Analyst' },
    blank: onErased,
    since: 1,
  },
  {
    name: 'decided_on',
    label: 'The day of the decision, in the study’s zone',
    blank: onErased,
    type: 'date',
    since: 1,
  },
  {
    name: 'after_opening_s',
    label: 'How long after the results opened it was taken; negative = before',
    blank: 'They are not open, or the answers were erased since',
    type: 'decimal',
    unit: 's',
    since: 1,
  },
  {
    name: 'results',
    label: 'What could be known of the results when it was decided',
    type: 'code',
    codes: {
      not_open: 'Results were not open yet',
      open: 'Results were open; nobody is recorded to have looked',
      seen: 'Results had been looked at',
    },
    blank: onErased,
    since: 1,
  },
]

export const codebookColumns: readonly Column[] = [
  { name: 'file', label: 'File of the archive', type: 'code', since: 1 },
  { name: 'column', label: 'Name of the column', type: 'code', since: 1 },
  { name: 'label', label: 'What it holds', type: 'text', since: 1 },
  {
    name: 'type',
    label: 'How to read it',
    type: 'code',
    codes: {
      code: 'A word that is never altered',
      text: 'Words for people',
      integer: 'A whole number',
      decimal: 'A number with a decimal point',
      date: 'A day, YYYY-MM-DD',
    },
    since: 1,
  },
  { name: 'unit', label: 'Unit of a number', blank: 'No unit', type: 'text', since: 1 },
  {
    name: 'codes',
    label: 'Every value with its meaning: value = meaning; …; or the numbers that are possible',
    blank: 'No closed list',
    type: 'text',
    since: 1,
  },
  { name: 'since', label: 'Schema version that brought the column', type: 'integer', since: 1 },
  {
    name: 'blank',
    label: 'What a blank cell of the column means',
    blank: 'No cell is blank',
    type: 'text',
    since: 1,
  },
]
