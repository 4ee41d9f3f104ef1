import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'
import type { Response } from 'express'
import type { Pages } from './pages.ts'
import { allowOwnFrame } from './security-headers.ts'

const views = join(import.meta.dirname, '..', '..', 'views')

type Template = (model: unknown) => string

const compiled = new Map<string, Template>()

/**
 * Answers with a page: the template of that name filled with its model, inside the layout of its folder
 * (survey pages and staff pages have one each). Survey pages are never kept by a cache on the way.
 */
export function render<Name extends keyof Pages>(
  response: Response,
  name: Name,
  page: Pages[Name],
  status = 200,
): void {
  const html = toHtml(name, page)
  // A preview shows the pages of test links in a frame; nobody else's pages are ever framed.
  if ('isTest' in page && page.isTest) allowOwnFrame(response)
  response.statusCode = status
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  // One string leaves in one write together with the headers; a buffer would need two.
  response.setHeader('Content-Length', Buffer.byteLength(html))
  response.end(response.req.method === 'HEAD' ? undefined : html)
}

/** Returns the HTML of a page. */
export function toHtml<Name extends keyof Pages>(name: Name, page: Pages[Name]): string {
  const body = template(name)(page)
  const layout = String(name).startsWith('respond/') ? 'layouts/survey' : 'layouts/staff'
  return template(layout)({ page, body })
}

function template(name: string): Template {
  const known = compiled.get(name)
  if (known) return known
  const filename = join(views, `${name}.ejs`)
  const fresh = ejs.compile(readFileSync(filename, 'utf8'), {
    filename,
    // A single root is joined without a look at the disk; a list of roots would cost one per include.
    root: views,
    strict: true,
    _with: false,
    localsName: 'page',
    cache: true,
  }) as Template
  compiled.set(name, fresh)
  return fresh
}
