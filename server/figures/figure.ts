import { drawingsHtml, type SafeHtml } from '../http/safe-html.ts'
import { numberText } from '../pictures/number-text.ts'
import type { Cell, Column, Picture } from '../pictures/picture.ts'

/** A picture as a page shows it (`partials/picture`): drawn for wide and narrow, with its numbers and downloads. */
export interface Figure {
  name: string
  title: string
  description: string
  /** both drawings; the style sheet shows the one that fits */
  html: SafeHtml
  columns: { label: string; isNumber: boolean }[]
  rows: { text: string; isNumber: boolean }[][]
  /** undefined where the page has no address for its files */
  files: { label: string; href: string }[] | undefined
}

/** Returns the figure of a picture; `base` is the address of its files without their ending. */
export function toFigure(picture: Picture, base?: string): Figure {
  const { name, title, description, columns, rows } = picture
  const isNumber = columns.map((_, index) => rows.some((row) => typeof row[index] === 'number'))
  return {
    name,
    title,
    description,
    html: drawingsHtml(picture.svg, picture.narrowSvg),
    columns: columns.map(({ label }, index) => ({ label, isNumber: isNumber[index]! })),
    rows: rows.map((row) =>
      row.map((cell, index) => ({ text: cellText(cell, columns[index]!), isNumber: isNumber[index]! })),
    ),
    files:
      base === undefined
        ? undefined
        : [
            { label: 'SVG', href: `${base}.svg` },
            { label: 'PNG', href: `${base}.png` },
            { label: 'CSV', href: `${base}.csv` },
          ],
  }
}

function cellText(cell: Cell, { decimals }: Column): string {
  if (typeof cell !== 'number') return cell ?? ''
  return decimals === undefined ? String(cell) : numberText(cell, decimals)
}
