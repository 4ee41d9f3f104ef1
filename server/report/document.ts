import type { Picture } from '../pictures/picture.ts'
import type { SimulatedNotice } from '../studies/simulated.ts'

/**
 * A report as a list of blocks. The page and the Markdown file are written from the same blocks, so that no number can
 * be one thing here and another there. Texts are plain: whoever writes them out escapes them.
 */
export type Block =
  | { kind: 'heading'; id: string; text: string }
  | { kind: 'subheading'; text: string }
  | { kind: 'paragraph'; text: string; look?: 'lead' | 'caution' | 'small' }
  | { kind: 'list'; items: string[]; ordered: boolean }
  /** `front`: as large as what stands above the first heading */
  | { kind: 'facts'; facts: Fact[]; look?: 'front' }
  | Table
  | { kind: 'picture'; picture: Picture; number: number }
  | { kind: 'commands'; lines: string[] }

export interface Fact {
  name: string
  text: string
}

export interface Table {
  kind: 'table'
  number: number
  title: string
  columns: { name: string; isNumber: boolean }[]
  /** the first cell of a row names it */
  rows: string[][]
  notes: string[]
}

/** A report with what stands above its first heading. */
export interface ReportDocument {
  /** what must be read before the title; undefined where no answer is simulated */
  simulated: SimulatedNotice | undefined
  title: string
  subtitle: string
  /** sponsor, interest, disclosure: before anything else */
  front: Fact[]
  blocks: Block[]
  notice: string
}
