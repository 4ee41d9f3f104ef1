import type { Column } from './column.ts'

/** Columns that several files share, word for word. */
export const study: Column = {
  name: 'study',
  label: 'Short name of the study',
  type: 'code',
  since: 1,
}
export const studyVersion: Column = {
  name: 'study_version',
  label: 'Version of the study that was answered: 1, or 1.2 after typo-sized changes',
  type: 'code',
  since: 1,
}
export const mode: Column = {
  name: 'mode',
  label: 'Whether the answers count',
  type: 'code',
  codes: { live: 'Answers of a member', test: 'Answers of somebody who tried the study; never analysed' },
  since: 1,
}
export const respondent: Column = {
  name: 'respondent',
  label: 'Pseudonym, drawn at random; it tells neither who nor when',
  type: 'code',
  since: 1,
}
export const society: Column = {
  name: 'society',
  label: 'Society that sent the link',
  type: 'code',
  since: 1,
}
export const language: Column = {
  name: 'language',
  label: 'Language the respondent answered in (the last one chosen)',
  type: 'code',
  since: 1,
}
export const state: Column = {
  name: 'state',
  label: 'How far the respondent came',
  type: 'code',
  codes: {
    started: 'Began and did not finish',
    completed: 'Answered to the end',
    withdrawn: 'Took the answers back: they are in no file',
  },
  since: 1,
}
export const startDay: Column = {
  name: 'start_day',
  label: 'Day the respondent started, in the zone of the study',
  type: 'date',
  unit: 'YYYY-MM-DD',
  since: 1,
}
export const responseCodes = {
  less: 'Item A is less than item B',
  equal: 'About equal',
  more: 'Item A is more than item B',
  cannot: 'The respondent cannot compare the two',
}
export const seq: Column = {
  name: 'seq',
  label: 'Position of the pair in this respondent’s schedule, from 1',
  type: 'integer',
  since: 1,
}
