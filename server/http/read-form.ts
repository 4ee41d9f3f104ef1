import type { z } from 'zod'
import { Refusal } from '../refusal.ts'

/** A form as it arrived: names and one or several texts each. */
export type RawForm = Record<string, string | string[]>

/**
 * Returns the parsed body of a form post as plain texts; anything else (nested fields, files) is refused. So is a text
 * with the character NUL, which no keyboard makes: the database counts letters only up to it, and R reads no further.
 */
export function rawForm(body: unknown): RawForm {
  if (body === undefined || body === null) return {}
  if (typeof body !== 'object') throw new Refusal('bad_request', 'The form did not arrive as expected.')
  for (const value of Object.values(body)) {
    const entries: unknown[] = Array.isArray(value) ? value : [value]
    if (!entries.every((entry) => typeof entry === 'string' && !entry.includes('\0')))
      throw new Refusal('bad_request', 'The form did not arrive as expected.')
  }
  return body as RawForm
}

/** Returns the form read by its schema; a field that does not fit, or an unknown one, is refused as tampered. */
export function readForm<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(rawForm(body))
  if (!result.success) {
    throw new Refusal(
      'bad_request',
      'The form did not arrive as expected. Load the page again and send it once more.',
    )
  }
  return result.data
}
