import { z } from 'zod'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import { listZones, localTimeAt } from './close-time.ts'
import type { StatedTimes } from './study-times.ts'

/** The fields of opening and closing time. */
export interface CloseTimeFields {
  /** undefined where the study has opened */
  openDate: TextField | undefined
  openTime: TextField | undefined
  date: TextField
  time: TextField
  zones: { name: string; selected: boolean }[]
  zoneError: string | undefined
  graces: { value: string; label: string; selected: boolean }[]
  /** undefined where no reason is needed */
  reason: TextField | undefined
}

/** What was typed in as opening and closing time. */
export interface CloseTimeValues {
  date: string
  time: string
  zone: string
  open_date?: string | undefined
  open_time?: string | undefined
  grace?: string | undefined
  reason?: string | undefined
}

/** The fields of opening and closing time as a form sends them; all may be empty. */
export const closeTimeFormFields = {
  date: z.string().trim().max(20),
  time: z.string().trim().max(20),
  zone: z.string().trim().max(60),
  open_date: z.string().trim().max(20).optional(),
  open_time: z.string().trim().max(20).optional(),
  grace: z
    .string()
    .regex(/^\d{1,5}$/)
    .optional(),
  reason: z.string().trim().max(500).optional(),
}

/** How long those who began may finish; a day lets somebody who began in the evening finish after the next list. */
const graces = [
  [0, 'none: everybody stops at the closing time'],
  [30, '30 minutes'],
  [60, '1 hour'],
  [180, '3 hours'],
  [720, '12 hours'],
  [1440, '24 hours'],
  [2880, '2 days'],
  [10_080, '7 days'],
] as const
const usualGrace = 1440

/** Returns a grace in words. */
export function graceText(minutes: number): string {
  const known = graces.find(([one]) => one === minutes)
  return minutes === 0 ? 'none' : (known?.[1] ?? `${minutes} minutes`)
}

/** Returns the times a form states. */
export function statedTimes(values: CloseTimeValues): StatedTimes {
  return {
    opens: stated(values.open_date ?? '', values.open_time ?? ''),
    closes: stated(values.date, values.time),
    zone: values.zone,
    graceMinutes: Number(values.grace ?? 0),
    reason: values.reason ?? '',
  }
}

function stated(date: string, time: string): string | undefined {
  return date === '' && time === '' ? undefined : `${date}T${time.slice(0, 5)}`
}

/** Returns the times that a study has, for its form. */
export function currentCloseTime(context: Context, study: StudyRow): CloseTimeValues {
  const zone = study.close_zone ?? study.open_zone ?? context.config.zone
  const [date = '', time = ''] = study.closes_at === null ? [] : localTimeAt(study.closes_at, zone).split('T')
  const [openDate = '', openTime = ''] =
    study.opens_at === null ? [] : localTimeAt(study.opens_at, zone).split('T')
  const grace = String(study.closes_at === null ? usualGrace : study.grace_minutes)
  return { date, time, zone, open_date: openDate, open_time: openTime, grace, reason: '' }
}

/** Returns the fields of opening and closing time, filled in. */
export function closeTimeFields(
  values: CloseTimeValues,
  problems: Problem[],
  asks: { opening: boolean; reason: boolean } = { opening: true, reason: false },
): CloseTimeFields {
  const field = (
    id: string,
    label: string,
    type: TextField['type'],
    value: string | undefined,
  ): TextField => ({
    id,
    label,
    hint: undefined,
    type,
    value: value ?? '',
    error: problemOf(problems, id),
    autocomplete: 'off',
  })
  const chosen = Number(values.grace ?? usualGrace)
  return {
    openDate: asks.opening ? field('open_date', 'Opening day', 'date', values.open_date) : undefined,
    openTime: asks.opening ? field('open_time', 'Opening time', 'time', values.open_time) : undefined,
    date: field('date', 'Closing day', 'date', values.date),
    time: { ...field('time', 'Closing time', 'time', values.time), error: undefined },
    zones: listZones().map((name) => ({ name, selected: name === values.zone })),
    zoneError: problemOf(problems, 'zone'),
    graces: graces.map(([minutes, label]) => ({
      value: String(minutes),
      label,
      selected: minutes === chosen,
    })),
    reason: asks.reason ? field('reason', 'Why the closing time changes', 'text', values.reason) : undefined,
  }
}
