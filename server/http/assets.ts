import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { RequestHandler } from 'express'

const folder = join(import.meta.dirname, '..', '..', 'public')

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

interface Asset {
  body: Buffer
  type: string
  /** made when first asked for; the files are small and never change while the program runs */
  compressed: Partial<Record<Coding, Buffer>>
}

/** What shortens a file for a slow phone, best first; a page is left as it is, for it holds a secret link (BREACH). */
const codings = { br: (body: Buffer) => brotliCompressSync(body), gzip: (body: Buffer) => gzipSync(body) }
type Coding = keyof typeof codings

const assets = new Map<string, Asset>()
const urls = new Map<string, string>()

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const type = types[extname(entry.name)]
  if (!entry.isFile() || !type) continue
  const file = join(entry.parentPath, entry.name)
  const body = readFileSync(file)
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10)
  const name = relative(folder, file).split(sep).join('/')
  urls.set(name, `/assets/${hash}/${name}`)
  assets.set(`/assets/${hash}/${name}`, { body, type, compressed: {} })
}

/** Returns the address of a file in public/, such as `css/survey.css`; it changes when the file does. */
export function assetUrl(name: string): string {
  const url = urls.get(name)
  if (!url) throw new Error(`There is no file ${name} in public/`)
  return url
}

/** Serves the files of public/ under their changing addresses, to be kept by browsers for good. */
export function serveAssets(): RequestHandler {
  return (request, response, next) => {
    const asset = assets.get(request.path)
    if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) return next()
    response.setHeader('Content-Type', asset.type)
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
    response.setHeader('Vary', 'Accept-Encoding')
    const coding = (Object.keys(codings) as Coding[]).find((one) => request.acceptsEncodings(one) !== false)
    if (coding !== undefined) response.setHeader('Content-Encoding', coding)
    const body = coding === undefined ? asset.body : compress(asset, coding)
    response.setHeader('Content-Length', body.length)
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

function compress(asset: Asset, coding: Coding): Buffer {
  asset.compressed[coding] ??= codings[coding](asset.body)
  return asset.compressed[coding]
}
