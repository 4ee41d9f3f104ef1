import type { Problem } from '../http/problems.ts'
import type { ConflictModel, FieldModel, StudioShell } from './pages.ts'

/** A picture or video of an item, with the texts that belong to it. */
export interface MediumModel {
  item: string
  nth: number
  anchor: string
  video: boolean
  src: string
  width: number
  height: number
  facts: string
  fields: FieldModel[]
  /** of a video: languages that have subtitles, and all it could have */
  subtitles: { code: string; name: string; there: boolean }[]
}

export interface MediaPage extends StudioShell {
  action: string
  problems: Problem[]
  conflict: ConflictModel | undefined
  choices: { value: string; label: string }[]
  limits: string
  items: { name: string; media: MediumModel[] }[]
}
