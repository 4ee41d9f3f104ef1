import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'
import type { Figure } from '../../server/figures/figure.ts'

const file = join(import.meta.dirname, '..', '..', 'views', 'partials', 'picture.ejs')

/** A figure as the pages write it. */
export function toPartial(figure: Figure): string {
  return ejs.render(readFileSync(file, 'utf8'), figure, { strict: true, _with: false, localsName: 'page' })
}
