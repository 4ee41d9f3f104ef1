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
  studyVersion,
} from './columns-shared.ts'

const noAnswers = 'Withdrew, refused consent or is not eligible'

/** respondents.csv before the columns of the study's own questions. */
export const respondentColumns: readonly Column[] = [
  respondent,
  studyVersion,
  mode,
  society,
  language,
  state,
  { name: 'n_shown', label: 'Pairs shown, repeats included', blank: noAnswers, type: 'integer', since: 1 },
  {
    name: 'n_answered',
    label: 'Pairs answered, cannot included',
    blank: noAnswers,
    type: 'integer',
    since: 1,
  },
  { name: 'n_equal', label: 'Pairs answered equal', blank: noAnswers, type: 'integer', since: 1 },
  { name: 'n_cannot', label: 'Pairs answered cannot', blank: noAnswers, type: 'integer', since: 1 },
  {
    name: 'first_share',
    label: 'Of the pairs answered less or more, the share in which the item shown first was chosen',
    blank: 'No pair was answered less or more',
    range: '0 to 1',
    type: 'decimal',
    unit: 'share from 0 to 1',
    since: 1,
  },
  {
    name: 'active_min',
    label: 'How long the pages of the survey were visible in all, at most 5 minutes without a touch or key',
    blank: 'No script ran',
    type: 'decimal',
    unit: 'min',
    since: 1,
  },
  { ...startDay, blank: noAnswers },
]

export const revisionColumns: readonly Column[] = [
  respondent,
  seq,
  {
    name: 'revision',
    label: '1 is the first answer, the highest is the one that counts',
    type: 'integer',
    since: 1,
  },
  { name: 'response', label: 'The answer given then', type: 'code', codes: responseCodes, since: 1 },
  { name: 'at_s', label: 'When, since this respondent’s start', type: 'decimal', unit: 's', since: 1 },
]

export const ratingColumns: readonly Column[] = [
  respondent,
  { name: 'item', label: 'Rating item', type: 'code', since: 1 },
  {
    name: 'category',
    label: 'Chosen category, counted from 0 for the lowest (the study’s rating scale)',
    type: 'integer',
    since: 1,
  },
  {
    name: 'answered_s',
    label: 'When it was first answered, since this respondent’s start',
    type: 'decimal',
    unit: 's',
    since: 1,
  },
]

export const timingColumns: readonly Column[] = [
  respondent,
  { name: 'page', label: 'Page of the survey', type: 'code', since: 1 },
  { name: 'visits', label: 'How often its form was sent', type: 'integer', since: 1 },
  {
    name: 'active_ms',
    label: 'How long the page was visible, at most 5 minutes without a touch or key',
    blank: 'No script ran',
    type: 'integer',
    unit: 'ms',
    since: 1,
  },
  {
    name: 'wall_s',
    label: 'From sending the page to the arrival of its form, pauses included',
    type: 'decimal',
    unit: 's',
    since: 1,
  },
]

export const simulatedColumns: readonly Column[] = [
  {
    ...respondent,
    label:
      'Pseudonym of a respondent whose answers were made up by the program; no row where all are of members',
  },
]
