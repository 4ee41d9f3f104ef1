import type { Column } from './column.ts'
import {
  language,
  mode,
  respondent,
  responseCodes,
  seq,
  society,
  startDay,
  state,
  study,
  studyVersion,
} from './columns-shared.ts'

const role = (item: string): Column => ({
  name: `item_${item}_role`,
  label: `Role of item ${item.toUpperCase()}`,
  type: 'code',
  codes: { target: 'Its value is sought', comparator: 'Its wRVU is known' },
  since: 1,
})

/** The pair as it was planned; schedule.csv is these columns alone. */
const planned: Column[] = [
  study,
  studyVersion,
  mode,
  respondent,
  society,
  language,
  state,
  seq,
  { name: 'block', label: 'Position of the construct in the schedule, from 1', type: 'integer', since: 1 },
  { name: 'construct', label: 'What the pair is compared on (constructs.csv)', type: 'code', since: 1 },
  {
    name: 'pair',
    label: 'The pair, the same for every respondent and construct: item A, colon, item B',
    type: 'code',
    since: 1,
  },
  {
    name: 'item_a',
    label: 'Item A (items.csv): the target where the pair has one, else the item listed first',
    type: 'code',
    since: 1,
  },
  { name: 'item_b', label: 'Item B (items.csv)', type: 'code', since: 1 },
  role('a'),
  role('b'),
  {
    name: 'item_b_wrvu',
    label: 'Work RVU of item B, after the multiple-procedure rule',
    blank: 'For a target',
    type: 'decimal',
    unit: 'wRVU',
    since: 1,
  },
  {
    name: 'wrvu_year',
    label: 'Fee schedule year of item_b_wrvu',
    blank: 'For a target',
    type: 'integer',
    unit: 'year',
    since: 1,
  },
  {
    name: 'shown_first',
    label: 'Which item was shown first (left, or above on a phone)',
    type: 'code',
    codes: { a: 'Item A', b: 'Item B' },
    since: 1,
  },
  {
    name: 'is_repeat',
    label: 'Whether the pair was shown before; repeats serve agreement only',
    type: 'integer',
    codes: { 0: 'First time', 1: 'Shown a second time, sides swapped' },
    since: 1,
  },
]

export const scheduleColumns: readonly Column[] = planned

/** How many columns each cell of a row covers: study to state are the same for a respondent, pair to year for a pair. */
export const scheduleSpans = [7, 1, 1, 1, 7, 1, 1]
export const judgementSpans = [...scheduleSpans, 1, 1, 1, 1, 1, 1, 1, 1, 1]

export const judgementColumns: readonly Column[] = [
  ...planned,
  {
    name: 'status',
    label: 'Tells apart what a blank response means',
    type: 'code',
    codes: {
      answered: 'There is an answer, which may be cannot',
      not_answered: 'The pair was shown and left without an answer',
      not_shown: 'The respondent never came to this pair',
    },
    since: 1,
  },
  {
    name: 'response',
    label: 'The last answer given: item A against item B',
    blank: 'No answer',
    type: 'code',
    codes: responseCodes,
    since: 1,
  },
  {
    name: 'score',
    label: 'The response as a number',
    blank: 'No answer, or cannot',
    type: 'integer',
    codes: { 0: 'less', 1: 'equal', 2: 'more' },
    since: 1,
  },
  {
    name: 'revisions',
    label: 'How often the answer was changed after it was first given (revisions.csv)',
    blank: 'No answer',
    type: 'integer',
    since: 1,
  },
  startDay,
  {
    name: 'shown_s',
    label: 'When the pair was first shown, since this respondent’s start',
    blank: 'Never shown',
    type: 'decimal',
    unit: 's',
    since: 1,
  },
  {
    name: 'answered_s',
    label: 'When the pair was first answered, since this respondent’s start',
    blank: 'No answer',
    type: 'decimal',
    unit: 's',
    since: 1,
  },
  {
    name: 'active_ms',
    label: 'How long the page was visible until the first answer, at most 5 minutes without a touch or key',
    blank: 'No answer, or no script ran',
    type: 'integer',
    unit: 'ms',
    since: 1,
  },
  {
    name: 'device',
    label: 'Kind of device the survey was started on',
    type: 'code',
    codes: { phone: 'Phone', tablet: 'Tablet', desktop: 'Computer', unknown: 'Not known' },
    since: 1,
  },
]
