import type { StaffShell } from '../http/staff-shell.ts'

/** One random sample of a list: where it came from, and whether the seed draws it again. */
export interface SamplePage extends StaffShell {
  base: string
  heading: string
  facts: { label: string; value: string }[]
  /** what the same draw gives now */
  repeated: string
  /** it does not give the same people */
  differs: boolean
  /** the places of the draw as a file */
  file: string
}
