import type { StaffShell } from '../http/staff-shell.ts'

/** A job: what is being made and how far it is, or why it was not made. */
export interface JobPage extends StaffShell {
  heading: string
  state: 'waiting' | 'running' | 'failed' | 'forgotten'
  /** what exactly, when and by whom it was asked for; undefined where nobody knows any more */
  asked: string | undefined
  /** the step, or why there is nothing */
  sentence: string
  /** undefined where nothing is counted; without a value nobody knows how much it will be */
  bar: { value: number; max: number } | undefined
  counted: string
  self: string
  back: { href: string; label: string }
}

export interface JobPages {
  'jobs/job': JobPage
}
