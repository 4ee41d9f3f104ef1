import { z } from 'zod'
import type { RawForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'

/** Fields that every form page carries beside its own. */
export interface PageFields {
  /** when the page was made, UTC milliseconds */
  opened: number | undefined
  /** how long the page was visible; only where JavaScript measured it */
  activeMs: number | undefined
  from: 'review' | undefined
  /** "Stop for now" was pressed instead of "Save and continue" */
  stop: boolean
  /** a change of language instead of an answer */
  language: string | undefined
}

/**
 * Returns the time a page was open (wall) and visible (active), in milliseconds, as far as it can be believed: a page
 * left open overnight, or a clock that was tampered with, says nothing about work.
 */
export function plausibleTimes(
  visit: { now: number; respondent: { started_at: number } },
  fields: PageFields,
): { wall: number; active: number | null } {
  const wall = Math.min(visit.now - openedAt(visit, fields), 24 * 3_600_000)
  return { wall, active: fields.activeMs === undefined ? null : Math.min(fields.activeMs, wall) }
}

/** Returns when a page was opened, as far as it can be believed: not before the start of its respondent, not later than now. */
export function openedAt(
  visit: { now: number; respondent: { started_at: number } },
  fields: PageFields,
): number {
  return Math.min(Math.max(fields.opened ?? visit.now, visit.respondent.started_at), visit.now)
}

const digits = z.string().regex(/^\d{1,15}$/)

const schema = z.object({
  opened: digits.optional(),
  active_ms: z.union([digits, z.literal('')]).optional(),
  from: z.literal('review').optional(),
  stop: z.literal('1').optional(),
  language: z.string().max(10).optional(),
})

const names = Object.keys(schema.shape)

/** The revision a page was made from, as its form carries it; one that carries none was made before any answer. */
export const revisionField = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)
  .optional()

/** Returns the hidden field of a revision. */
export function revisionHidden(revision: number | undefined): { name: string; value: string }[] {
  return revision === undefined ? [] : [{ name: 'revision', value: String(revision) }]
}

/** Splits a form into what every page carries and the page's own fields; refuses what was tampered with. */
export function readPageFields(form: RawForm): { fields: PageFields; own: RawForm } {
  const result = schema.safeParse(form)
  if (!result.success) throw new Refusal('bad_request', 'The form did not arrive as expected.')
  const own: RawForm = {}
  for (const [name, value] of Object.entries(form)) if (!names.includes(name)) own[name] = value
  const { opened, active_ms, from, stop, language } = result.data
  return {
    fields: {
      opened: opened === undefined ? undefined : Number(opened),
      activeMs: active_ms ? Number(active_ms) : undefined,
      from,
      stop: stop !== undefined,
      language,
    },
    own,
  }
}

/** Refuses a form with fields that its page does not have. */
export function refuseUnknownFields(form: RawForm, known: readonly string[]): void {
  const unknown = Object.keys(form).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new Refusal('bad_request', 'The form has a field that its page does not have.')
}
