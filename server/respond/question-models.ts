import type { SafeHtml } from '../http/safe-html.ts'

/** A question as shown: its control's id, its choices and what is filled in. */
export interface Field {
  id: string
  name: string
  type: 'single' | 'multiple' | 'number' | 'short_text' | 'text'
  label: string
  hint: string | undefined
  optional: boolean
  unit: string | undefined
  /** a number with decimal places */
  decimal: boolean
  /** characters a text may have */
  longest: number
  value: string
  choices: { id: string; value: string; label: string; checked: boolean }[]
  /** so many choices that they unfold from one line */
  list: boolean
  /** what another window saved, where this one says something else */
  beside: string | undefined
  error: string | undefined
  /** ids of what a screen reader says after the label: unit, hint and error */
  describedBy: string | undefined
}

/** Fields that belong together under one line, such as a row of a list; without a line they stand alone. */
export interface FieldSet {
  id: string
  legend: string | undefined
  fields: Field[]
}

/** A picture or video: loaded when it comes into view, or when somebody plays it. */
export interface MediumView {
  id: string
  video: boolean
  src: string
  type: string
  width: number
  height: number
  /** of a picture, for whoever does not see it; of a video, unfolded below it */
  alternative: string
  caption: string
  /** of a video, so that one knows what playing it loads */
  size: string
  subtitles: { src: string; language: string; name: string; chosen: boolean }[]
}

/** The typical patient of a target, to be read again. */
export interface Patient {
  heading: string | undefined
  html: SafeHtml
  media: MediumView[]
}

/** Pictures of a comparator, unfolded by whoever wants to see them. */
export interface Look {
  summary: string
  media: MediumView[]
}
