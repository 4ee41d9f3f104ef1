import { element, type Markup, textAt, words } from './markup.ts'

/** A cell of the numbers behind a picture; null is empty. */
export type Cell = string | number | null

/** A column of the numbers behind a picture. */
export interface Column {
  /** header of the CSV file */
  name: string
  /** for people, with its unit */
  label: string
  /** of a number, as people read it; the CSV file has them all. Left out: text, or whole numbers. */
  decimals?: number
}

/** A finished picture with the very numbers behind it. */
export interface Picture {
  /** part of ids, addresses and file names: small letters, digits and hyphens */
  name: string
  title: string
  /** what is to be seen, for people who do not see it and under the picture */
  description: string
  /** for columns of 640 px and more; this one is downloaded */
  svg: Markup
  /** for a phone */
  narrowSvg: Markup
  columns: Column[]
  rows: Cell[][]
}

/** How much room there is, in pixels; drawings are made for two widths so that letters keep their size. */
export interface Frame {
  isNarrow: boolean
  width: number
}

/** What a picture's function draws into a frame. */
export interface Drawing {
  height: number
  parts: (Markup | undefined)[]
}

/** Pixels across; with letters of 13 px the narrow one keeps 12 px on a screen of 360 px. */
const widths = { wide: 640, narrow: 340 }

/** Returns a picture drawn for both widths. */
export function drawPicture(
  given: Omit<Picture, 'svg' | 'narrowSvg'>,
  draw: (frame: Frame) => Drawing,
): Picture {
  if (!/^[a-z0-9-]+$/.test(given.name)) throw new Error(`"${given.name}" cannot name a picture`)
  return {
    ...given,
    svg: frame(given, 'wide', draw({ isNarrow: false, width: widths.wide })),
    narrowSvg: frame(given, 'narrow', draw({ isNarrow: true, width: widths.narrow })),
  }
}

function frame(
  { name, title, description }: Omit<Picture, 'svg' | 'narrowSvg'>,
  format: 'wide' | 'narrow',
  { height, parts }: Drawing,
): Markup {
  const id = `${name}-${format}`
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${widths[format]} ${Math.ceil(height)}`,
      class: `drawing ${format}`,
      role: 'img',
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-desc`,
    },
    element('title', { id: `${id}-title` }, words(title)),
    element('desc', { id: `${id}-desc` }, words(description)),
    ...parts,
  )
}

/** Where there is nothing to draw, a picture says so. */
export function withoutNumbers({ width }: Frame, sentence: string): Drawing {
  return { height: 60, parts: [textAt(width / 2, 34, sentence, { class: 'axis-title', anchor: 'middle' })] }
}

/** A name that may stand in addresses and ids, made of any words; `T1` becomes `t1`. */
export function pictureName(...parts: string[]): string {
  return parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
