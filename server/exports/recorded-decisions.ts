import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

/** Roles of people; the others are the respondent and the plan, who decide by rules. */
const notDecided = ['respondent', 'plan']

/**
 * Returns which recorded decisions a dataset was made with, as a sentence, from its exclusions.csv: the decisions of
 * today may be others. Undefined where the file is gone.
 */
export function decisionsText(exclusionsFile: string): string | undefined {
  let text: string
  try {
    text = readFileSync(exclusionsFile, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true })
  const decided = rows.filter(({ by_role }) => !notDecided.includes(by_role!))
  if (decided.length === 0) return 'No recorded decision leaves anybody or anything out.'
  const people = decided.filter(({ respondent }) => respondent !== '')
  const items = decided.filter(({ respondent }) => respondent === '')
  const parts = [
    counted(people.length, 'respondent', reasonsOf(people)),
    counted(items.length, 'procedure', items.map(({ item, reason }) => `${item}: ${reason}`).join('; ')),
  ]
  return `Left out of analyses by recorded decisions: ${parts.filter(Boolean).join(', and ')}.`
}

function counted(n: number, what: string, why: string): string {
  return n === 0 ? '' : `${n} ${what}${n === 1 ? '' : 's'} (${why})`
}

/** Each reason once, with how many it stands for where several have one. */
function reasonsOf(rows: readonly Record<string, string>[]): string {
  const counts = new Map<string, number>()
  for (const { reason } of rows) counts.set(reason!, (counts.get(reason!) ?? 0) + 1)
  return [...counts].map(([reason, n]) => (n === 1 ? reason : `${reason}: ${n}`)).join('; ')
}
