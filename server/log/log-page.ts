import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { staffShell } from '../http/staff-shell.ts'
import { detailText } from './log-detail.ts'
import type { LogPage } from './pages.ts'
import { type AskedOfLog, readLogChoice } from './read-log-choice.ts'

const linesOnPage = 100

/** Returns a page of the log, the newest line first, below a line's number. */
export function logPage(context: Context, person: PersonRow, asked: AskedOfLog, below: number): LogPage {
  const { choice, problems } = readLogChoice(context, asked)
  const { audit, studies } = context.queries
  const rows = audit.listChosen.all({ ...choice, below, limit: linesOnPage + 1 })
  const shown = rows.slice(0, linesOnPage)
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''))
  const address = (path: string, more: Record<string, string> = {}) => {
    const text = new URLSearchParams([...query, ...Object.entries(more)]).toString()
    return text === '' ? path : `${path}?${text}`
  }
  return {
    ...staffShell({ title: 'Log', person, current: 'Log', hasErrors: problems.length > 0 }),
    problems,
    action: '/log',
    fields: [
      selectOf('actor', 'Who', 'anybody', asked.actor, audit.listActors.all()),
      selectOf('action', 'What', 'anything', asked.action, audit.listActions.all()),
      selectOf(
        'study',
        'Study',
        'any, or none',
        asked.study,
        studies.list.all().map(({ slug }) => slug),
      ),
    ],
    days: [
      { id: 'from', label: 'From day', value: asked.from },
      { id: 'to', label: 'To day', value: asked.to },
    ],
    count: countText(audit.countChosen.get(choice)!),
    lines: shown.map((row) => ({
      at: formatTime(row.at, context.config.zone, 'en'),
      actor: row.actor,
      action: row.action,
      study: row.slug === null ? undefined : { slug: row.slug, href: `/studies/${row.slug}` },
      detail: detailText(row.detail),
    })),
    older: rows.length > linesOnPage ? address('/log', { below: String(shown.at(-1)!.id) }) : undefined,
    csv: address('/log.csv'),
  }
}

function selectOf(
  id: string,
  label: string,
  open: string,
  value: string,
  values: string[],
): LogPage['fields'][number] {
  const options = [
    { value: '', label: open },
    ...values.map((one) => ({ value: one, label: one })),
    // What was asked for stays chosen, also when there is no such line.
    ...(value !== '' && !values.includes(value) ? [{ value, label: value }] : []),
  ]
  return { id, label, options: options.map((one) => ({ ...one, chosen: one.value === value })) }
}

function countText(n: number): string {
  if (n === 0) return 'No line fits.'
  return `${n} ${n === 1 ? 'line' : 'lines'}, the newest first.`
}
