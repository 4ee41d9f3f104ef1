import type { Problem } from '../http/problems.ts'
import type { StaffShell } from '../http/staff-shell.ts'

export interface MembersPage extends StaffShell {
  base: string
  /** what became of the list that was just added */
  imported: string[]
  problems: Problem[]
  text: string
  mayAdd: boolean
  total: number
  bySociety: { slug: string; name: string; members: number; revoked: number }[]
  languages: string
  members: {
    id: number
    email: string
    name: string
    society: string
    language: string
    link: string
    isRevoked: boolean
  }[]
  range: string
  previous: string | undefined
  next: string | undefined
}

/** A stage's count with its rate in words, such as `40 % of 120 listed`. */
export interface StageCell {
  name: string
  /** a number, or that it is withheld */
  n: string
  rate: string
}

export interface FunnelPage extends StaffShell {
  stages: (StageCell & { definition: string; width: number })[]
  tables: {
    heading: string
    dimension: string
    stages: string[]
    rows: { name: string; cells: StageCell[] }[]
  }[]
  openLinks: boolean
  /** why some counts are not shown; undefined where all are */
  withheld: string | undefined
}

export interface FieldworkPages {
  'fieldwork/members': MembersPage
  'fieldwork/funnel': FunnelPage
}
