import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** What a file loads when it runs; `import type` loads nothing. */
function loadedBy(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const statics = /^(?:import|export)(?! type)[^'\n]*(?:\n[^'\n]+)*? from '([^']+)'/gm
  return [...text.matchAll(statics), ...text.matchAll(/import\('([^']+)'\)/g)].map(([, name]) => name!)
}

/** Everything that a file and what it loads load: files of the project, and packages by their name. */
function graphOf(start: string): Set<string> {
  const seen = new Set([start])
  for (const file of seen) {
    if (!file.startsWith('/')) continue
    for (const name of loadedBy(file)) seen.add(name.startsWith('.') ? join(dirname(file), name) : name)
  }
  return seen
}

/* Each of these packages would cost the process that builds 10 to 20 MB of its 200. */
test('what builds files loads no checker of forms, no web server and no template engine', () => {
  const graph = graphOf(join(root, 'server/exports/export-process.ts'))
  expect(graph).toContain('better-sqlite3')
  expect(graph).toContain(join(root, 'server/sensitivity/bundle-table.ts'))
  expect(['zod', 'express', 'ejs', 'nodemailer'].filter((name) => graph.has(name))).toEqual([])
})
