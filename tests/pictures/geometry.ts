import * as cheerio from 'cheerio'
import type { Box } from '../../server/pictures/boxes.ts'
import { textWidth } from '../../server/pictures/text-width.ts'

/** A text of a drawing with the room it takes. */
export interface DrawnText {
  text: string
  /** as in the drawing, `p-tick` */
  look: string
  box: Box
}

const small = new Set([
  'p-tick',
  'p-band-name',
  'p-aside',
  'p-on-less',
  'p-on-equal',
  'p-on-more',
  'p-on-cannot',
])

/** Width and height of a drawing. */
export function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!
  return { width: Number(width), height: Number(height) }
}

/** The texts of a drawing: as high as capital letters stand, as wide as the widest usual letters make them. */
export function textsOf(svg: string): DrawnText[] {
  const $ = cheerio.load(svg, { xml: true })
  return $('text')
    .toArray()
    .map((one) => {
      const { x, y, class: look = '', 'text-anchor': anchor } = one.attribs
      const text = $(one).text()
      const size = small.has(look) ? 12 : 13
      const width = textWidth(text, size) * (look === 'p-strong' ? 1.08 : 1)
      const left = Number(x) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0)
      return { text, look, box: { left, right: left + width, top: Number(y) - 9.5, bottom: Number(y) + 1 } }
    })
}

/** Straight lines of a look. */
export function linesOf(svg: string, look: string): { x1: number; y1: number; x2: number; y2: number }[] {
  const $ = cheerio.load(svg, { xml: true })
  return $(`line.${look}`)
    .toArray()
    .map(({ attribs: { x1, y1, x2, y2 } }) => ({ x1: +x1!, y1: +y1!, x2: +x2!, y2: +y2! }))
}

/** Centres and radii of the marks of a drawing. */
export function marksOf(svg: string): { x: number; y: number; radius: number }[] {
  const $ = cheerio.load(svg, { xml: true })
  return $('circle')
    .toArray()
    .map(({ attribs: { cx, cy, r } }) => ({ x: +cx!, y: +cy!, radius: +r! }))
}
