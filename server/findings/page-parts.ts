/** A part of a long page, for the links at its top. */
export interface PagePart {
  /** of its heading */
  id: string
  text: string
}

/** Targets compared with each other. */
export interface DifferencePart {
  answer: string
  rows: { pair: string; difference: string; interval: string; reading: string }[]
  pending: boolean
}
