import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { renderAsync } from '@resvg/resvg-js'
import { csvFormat } from '../exports/to-csv.ts'
import type { Picture } from '../pictures/picture.ts'
import type { PictureKind } from './picture-kinds.ts'
import { standaloneSvg } from './standalone.ts'

export const pictureTypes: Record<PictureKind, string> = {
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  csv: 'text/csv; charset=utf-8',
}

/** DejaVu comes with the program, so that a machine without any letters draws the same pictures. */
const fontFolder = join(
  dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  'ttf',
)
const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => join(fontFolder, name))

/** Letters that DejaVu lacks, such as Korean: only then the machine's own are looked through, which takes longer. */
const otherLetters = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]/

/** Returns the bytes of a picture's file. PNG at twice the size, drawn beside the event loop. */
export async function pictureFile(picture: Picture, kind: PictureKind): Promise<Buffer> {
  if (kind === 'csv') return Buffer.from(pictureCsv(picture))
  const svg = standaloneSvg(picture)
  return kind === 'svg' ? Buffer.from(svg) : toPng(svg)
}

/** Returns a tag that changes whenever the file would, without drawing it. */
export function pictureTag(picture: Picture, kind: PictureKind): string {
  const content = kind === 'csv' ? pictureCsv(picture) : standaloneSvg(picture)
  return createHash('sha256').update(kind).update(content).digest('hex').slice(0, 32)
}

async function toPng(svg: string): Promise<Buffer> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: {
      fontFiles,
      loadSystemFonts: otherLetters.test(svg),
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  })
  return image.asPng()
}

function pictureCsv({ columns, rows }: Picture): string {
  const format = csvFormat(
    columns.map(({ name, label, decimals }) => ({
      name,
      label,
      type: decimals === undefined ? 'text' : 'decimal',
      since: 1,
    })),
    'script',
  )
  return format.header + format.toLines(rows)
}
