import type { Problem } from '../http/problems.ts'
import type { StaffShell } from '../http/staff-shell.ts'

export interface LogPage extends StaffShell {
  problems: Problem[]
  /** where the choice is sent */
  action: string
  fields: { id: string; label: string; options: { value: string; label: string; chosen: boolean }[] }[]
  days: { id: 'from' | 'to'; label: string; value: string }[]
  count: string
  lines: {
    at: string
    actor: string
    action: string
    study: { slug: string; href: string } | undefined
    detail: string
  }[]
  older: string | undefined
  csv: string
}

export interface LogPages {
  'log/log': LogPage
}
