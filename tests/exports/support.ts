import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, expect } from 'vitest'
import type { Context } from '../../server/context.ts'
import { buildArchive } from '../../server/exports/build-archive.ts'
import type { ExportRequest } from '../../server/exports/snapshot.ts'
import { furtherTables } from '../../server/further-tables.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Returns a fresh folder that is removed after the tests. */
export function givenFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-test-'))
  folders.push(folder)
  return folder
}

/** Builds an archive and returns a reader of its files. */
export function givenArchive(context: Context, request: Partial<ExportRequest> = {}) {
  const folder = join(givenFolder(), 'archive')
  const manifest = buildArchive(
    context,
    { slug: 'small', include: 'completed', mode: 'live', flavour: 'script', ...request },
    folder,
    { further: furtherTables },
  )
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const rows = (name: string): Record<string, string>[] =>
    parse(text(name), { columns: true, bom: true }) as Record<string, string>[]
  return { folder, manifest, text, rows }
}

/** Returns a text file of Windows with plain line ends; every line of it must end as Windows ends lines. */
export function windowsLines(text: string): string {
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  return text.replaceAll('\r\n', '\n')
}
