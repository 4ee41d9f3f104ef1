import type { StaffShell } from '../http/staff-shell.ts'

/** A dataset as the page lists it. */
export interface ListedDataset {
  id: number
  isNewest: boolean
  title: string
  /** planned or exploratory, with the differences; undefined in older datasets */
  analysis: { kind: string; differences: string[]; dataSha256: string | null } | undefined
  madeAt: string
  madeBy: string
  respondents: string
  /** what a method section quotes */
  sha256: string
  /** which versions of the study its respondents answered */
  versions: string
  /** whom and what recorded decisions left out of its analyses; undefined where its files are gone */
  decisions: string | undefined
  /** one zip file of everything; undefined where there is none, or this person may not download */
  bundle: { href: string; size: string } | undefined
  files: { name: string; rows: string; size: string; href: string }[]
}

/** The form that makes files. */
export interface MakeFilesForm {
  action: string
  /** there are live answers, test answers, or both */
  modes: ('live' | 'test')[]
  /** whose answers the plan takes */
  planned: 'completed' | 'started'
  /** how many decisions made after the plan leave somebody or something out; with none there is nothing to choose */
  decisions: number
}

export interface DataPage extends StaffShell {
  /** how far people came, each with what it is counted of */
  counts: { name: string; n: string; of: string; definition: string }[]
  /** which analysis the last of them counts where it is not the planned one */
  analysedNote: string | undefined
  /** whose members are counted; undefined: everybody */
  ofSociety: string | undefined
  versions: { label: string; publishedAt: string; sha256: string }[]
  /** undefined where this person may not make files, or there is nothing to make them of */
  form: MakeFilesForm | undefined
  whyNoForm: string | undefined
  mayDownload: boolean
  /** where datasets are deleted; undefined where this person may not */
  deletes: string | undefined
  /** where answers in own words are read; undefined where there are none or this person may not */
  ownWords: string | undefined
  /** files that are being made, with the page that shows how far; and those that could not be made, with the reason */
  jobs: { details: string; href: string | undefined; sentence: string }[]
  datasets: ListedDataset[]
}

/** What surgeons wrote in own words, by question. */
export interface OwnWordsPage extends StaffShell {
  action: string
  back: string
  count: number
  questions: {
    variable: string
    question: string
    answers: { respondent: string; language: string; languageName: string; text: string }[]
  }[]
}

export interface ExportPages {
  'exports/own-words': OwnWordsPage
  'exports/data': DataPage
}
