import { z } from 'zod'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import { listZones, localTimeAt } from './close-time.ts'

/** The fields of a closing time. */
export interface CloseTimeFields {
  date: TextField
  time: TextField
  zones: { name: string; selected: boolean }[]
  zoneError: string | undefined
}

/** What was typed in as a closing time. */
export interface CloseTimeValues {
  date: string
  time: string
  zone: string
}

/** The fields of a closing time as a form sends them; all may be empty. */
export const closeTimeFormFields = {
  date: z.string().trim().max(20),
  time: z.string().trim().max(20),
  zone: z.string().trim().max(60),
}

/** Returns the closing time a form states, undefined when it states none. */
export function statedCloseTime(values: CloseTimeValues): { at: string; zone: string } | undefined {
  if (values.date === '' && values.time === '') return undefined
  return { at: `${values.date}T${values.time.slice(0, 5)}`, zone: values.zone }
}

/** Returns the closing time that a study has, for its form. */
export function currentCloseTime(context: Context, study: StudyRow): CloseTimeValues {
  if (study.closes_at === null || study.close_zone === null)
    return { date: '', time: '', zone: context.config.zone }
  const [date, time] = localTimeAt(study.closes_at, study.close_zone).split('T')
  return { date: date!, time: time!, zone: study.close_zone }
}

/** Returns the fields of a closing time, filled in. */
export function closeTimeFields(values: CloseTimeValues, problems: Problem[]): CloseTimeFields {
  const error = problemOf(problems, 'date')
  return {
    date: {
      id: 'date',
      label: 'Date',
      hint: undefined,
      type: 'date',
      value: values.date,
      error,
      autocomplete: 'off',
    },
    time: {
      id: 'time',
      label: 'Time',
      hint: undefined,
      type: 'time',
      value: values.time,
      error: undefined,
      autocomplete: 'off',
    },
    zones: listZones().map((name) => ({ name, selected: name === values.zone })),
    zoneError: problemOf(problems, 'zone'),
  }
}
