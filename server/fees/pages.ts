import type { Problem } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import type { StaffShell } from '../http/staff-shell.ts'

export interface FeesPage extends StaffShell {
  problems: Problem[]
  schedules: { year: number; source: string; codes: string; imported: string; descriptors: string }[]
  /** what was searched for */
  search: string
  years: number[]
  found: {
    code: string
    facts: string
    descriptor: string
    /** in the order of `years`; blank where the year has no such code */
    wrvus: string[]
  }[]
  searchSentence: string
  form: { fields: TextField[]; licence: string } | undefined
}

export interface FeePages {
  'fees/fees': FeesPage
}
