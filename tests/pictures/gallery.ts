import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toFigure } from '../../server/figures/figure.ts'
import { pictureFile } from '../../server/figures/picture-file.ts'
import { pictureKinds } from '../../server/figures/picture-kinds.ts'
import { samplePictures } from './samples.ts'
import { toPartial } from './to-partial.ts'

/*
 * Draws every picture from sample data into a folder, to be looked at: `node tests/pictures/gallery.ts FOLDER` writes
 * index.html as the pages show them, and each picture as SVG, PNG and CSV.
 */
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name the folder: node tests/pictures/gallery.ts FOLDER')
mkdirSync(folder, { recursive: true })
const pictures = samplePictures()
for (const picture of pictures)
  for (const kind of pictureKinds)
    writeFileSync(join(folder, `${picture.name}.${kind}`), await pictureFile(picture, kind))
const css = join(import.meta.dirname, '..', '..', 'public', 'css')
const links = ['tokens', 'staff', 'pictures', 'drawing'].map(
  (name) => `<link rel="stylesheet" href="file://${join(css, `${name}.css`)}">`,
)
const figures = pictures.map((picture) => toPartial(toFigure(picture, picture.name)))
writeFileSync(
  join(folder, 'index.html'),
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Pictures</title>${links.join('')}
<body><main><h1>Pictures</h1>${figures.join('\n')}</main></html>`,
)
process.stdout.write(`${pictures.length} pictures in ${folder}\n`)
