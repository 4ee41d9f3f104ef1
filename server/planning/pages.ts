import type { Figure } from '../figures/figure.ts'
import type { Problem } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import type { StaffShell } from '../http/staff-shell.ts'

export interface SimulatorPage extends StaffShell {
  problems: Problem[]
  base: string
  line: Figure
  findings: string[]
  found: FoundModel | undefined
  designs: { value: string; label: string; hint: string; checked: boolean }[]
  groups: { heading: string; fields: TextField[] }[]
  maySimulate: boolean
}

/** What a simulated plan leads to expect. */
export interface FoundModel {
  sentences: string[]
  warnings: string[]
  figure: Figure
  rows: { size: string; isPlan: boolean; width: string; unanimous: string; coverage: string }[]
  footnote: string
  minutes: string
  /** the form that keeps the plan; undefined where the definition can no longer be changed */
  keep: { revision: number; hidden: { name: string; value: string }[]; stoppingRule: string } | undefined
}

export interface PlanningPages {
  'planning/simulator': SimulatorPage
}
