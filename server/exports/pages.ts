import type { StaffShell } from '../http/staff-shell.ts'

/** A dataset as the page lists it. */
export interface ListedDataset {
  id: number
  isNewest: boolean
  title: string
  madeAt: string
  madeBy: string
  respondents: string
  /** what a method section quotes */
  sha256: string
  studyVersion: string
  /** one zip file of everything; undefined where there is none, or this person may not download */
  bundle: { href: string; size: string } | undefined
  files: { name: string; rows: string; size: string; href: string }[]
}

export interface DataPage extends StaffShell {
  /** how far people came, each with what it is counted of */
  counts: { name: string; n: string; of: string; definition: string }[]
  versions: { label: string; publishedAt: string; sha256: string }[]
  /** undefined where this person may not make files, or there is nothing to make them of */
  form: { action: string } | undefined
  whyNoForm: string | undefined
  mayDownload: boolean
  datasets: ListedDataset[]
}

export interface ExportPages {
  'exports/data': DataPage
}
