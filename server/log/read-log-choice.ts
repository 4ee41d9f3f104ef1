import type { LogChoice } from '../../db/queries/audit.ts'
import type { Context } from '../context.ts'
import { closeTimeOf } from '../studies/close-time.ts'

/** What somebody asked of the log, as the address has it; empty texts leave a choice open. */
export interface AskedOfLog {
  actor: string
  action: string
  study: string
  /** days such as 2026-03-31, in the installation's zone; both included */
  from: string
  to: string
}

const dayMs = 24 * 3_600_000

/** Returns the choice behind an address, and a sentence for each part that was not understood and left open. */
export function readLogChoice(
  context: Context,
  asked: AskedOfLog,
): { choice: LogChoice; problems: { field: string; message: string }[] } {
  const problems: { field: string; message: string }[] = []
  const study = asked.study === '' ? undefined : context.queries.studies.findBySlug.get(asked.study)
  if (asked.study !== '' && !study)
    problems.push({ field: 'study', message: `There is no study ${asked.study}.` })
  const startOf = (field: 'from' | 'to', daysLater: number): number | null => {
    if (asked[field] === '') return null
    const start = startOfDay(asked[field], daysLater, context.config.zone)
    if (start === undefined) problems.push({ field, message: 'Enter a day, such as 2026-03-31.' })
    return start ?? null
  }
  const choice = {
    actor: asked.actor === '' ? null : asked.actor,
    action: asked.action === '' ? null : asked.action,
    studyId: study?.id ?? null,
    from: startOf('from', 0),
    to: startOf('to', 1),
  }
  return { choice, problems }
}

/** Returns the first moment (UTC milliseconds) of a local day, or of one some days later. */
function startOfDay(day: string, daysLater: number, zone: string): number | undefined {
  const noon = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T12:00:00Z`) : Number.NaN
  if (Number.isNaN(noon) || new Date(noon).toISOString().slice(0, 10) !== day) return undefined
  const shifted = new Date(noon + daysLater * dayMs).toISOString().slice(0, 10)
  return closeTimeOf(`${shifted}T00:00`, zone)
}
