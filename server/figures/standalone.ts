import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Picture } from '../pictures/picture.ts'

const styles = join(import.meta.dirname, '..', '..', 'public', 'css')

/** The letters of files: names that every program knows; DejaVu comes with the program for its own PNG files. */
const fonts = "'DejaVu Sans', Verdana, 'Noto Sans', 'Noto Sans KR', 'Noto Sans CJK KR', sans-serif"

/** White around the drawing, in pixels: words stand close to its edges. */
const margin = 16

let style: string | undefined

/**
 * Returns the wide drawing as a file of its own: white ground and margin, its style inside with the light colours of the pages,
 * and its size in pixels, so that every program opens it as it was seen.
 */
export function standaloneSvg({ svg, name }: Picture): string {
  const size = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)
  if (!size) throw new Error(`the picture ${name} has no size`)
  const [width, height] = [Number(size[1]) + 2 * margin, Number(size[2]) + 2 * margin]
  const place = `x="${-margin}" y="${-margin}" width="${width}" height="${height}"`
  const ground = `<style>${pictureStyle()}</style><rect ${place} fill="#ffffff"/>`
  const opened = svg
    .replace(size[0], `viewBox="${-margin} ${-margin} ${width} ${height}"`)
    .replace('<svg ', `<svg width="${width}" height="${height}" `)
  // The title has to stay the first thing in it; the ground comes after title and description.
  return `<?xml version="1.0" encoding="UTF-8"?>\n${opened.replace('</desc>', `</desc>${ground}`)}\n`
}

/** The rules of drawing.css with the light values of tokens.css put in: files know no variables. */
function pictureStyle(): string {
  style ??= withValues(
    readFileSync(join(styles, 'drawing.css'), 'utf8'),
    readFileSync(join(styles, 'tokens.css'), 'utf8'),
  )
  return style
}

function withValues(rules: string, tokens: string): string {
  const light = tokens.slice(0, tokens.indexOf('@media'))
  const values = new Map(
    [...light.matchAll(/(--[a-z-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  )
  values.set('--sans', fonts)
  return rules
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/var\((--[a-z-]+)\)/g, (_, name: string) => {
      const value = values.get(name)
      if (value === undefined) throw new Error(`tokens.css has no ${name}`)
      return value
    })
    .replace(/\s+/g, ' ')
    .trim()
}
