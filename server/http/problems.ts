import type { z } from 'zod'
import { Refusal } from '../refusal.ts'

/** What must be corrected in a form, for the summary above it. */
export interface Problem {
  /** id of the field the line leads to; undefined: of no single field */
  field: string | undefined
  message: string
}

/** A screen of lines; whoever has corrected these sees the next. */
const mostLines = 50

/** Returns what a schema found wrong, the first finding of each field; unknown fields are refused as tampered. */
export function fieldProblems(error: z.ZodError): Problem[] {
  const found = new Map<string, Problem>()
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys')
      throw new Refusal('bad_request', 'The form did not arrive as expected.')
    const field = String(issue.path[0])
    if (!found.has(field)) found.set(field, { field, message: issue.message })
  }
  return [...found.values()]
}

/** Returns what a domain function refused as lines that lead to a field; throws every other error on. */
export function refusedProblems(error: unknown, field: string): Problem[] {
  if (!(error instanceof Refusal) || (error.reason !== 'invalid' && error.reason !== 'conflict')) throw error
  const lines = [error.message, ...error.details]
  const left = Math.max(lines.length - mostLines, 0) + error.left
  const shown = lines.slice(0, mostLines).map((message) => ({ field, message }))
  return left > 0 ? [...shown, { field, message: `… and ${left} more.` }] : shown
}

/** Returns the message of a field, if it must be corrected. */
export function problemOf(problems: readonly Problem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.message
}
