import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')
const sources = globSync('server/measurement/**/*.ts', { cwd: root }).map((path) => ({
  path,
  text: read(path),
}))

describe('the measurement library', () => {
  it('imports nothing outside itself but the seeded random numbers', () => {
    for (const { path, text } of sources) {
      const imports = [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1]!)
      const foreign = imports.filter((name) => !name.startsWith('.') && !name.startsWith('pure-rand/'))
      const climbing = imports.filter(
        (name) =>
          new URL(name, `file:///${path}`).pathname.startsWith('/server/measurement/') === false &&
          name.startsWith('.'),
      )
      expect({ path, foreign, climbing }).toEqual({ path, foreign: [], climbing: [] })
    }
  })

  it('documents every exported function', () => {
    for (const { path, text } of sources) {
      const undocumented = [...text.matchAll(/(\*\/\n)?export function (\w+)/g)]
        .filter((match) => !match[1])
        .map((match) => match[2])
      expect({ path, undocumented }).toEqual({ path, undocumented: [] })
    }
  })

  it('holds no number of a reference file', () => {
    const references = new Set<string>()
    for (const path of globSync('tests/fixtures/*/*.{json,csv}', { cwd: root })) {
      for (const [number] of read(path).matchAll(/\d+\.\d{4,}/g)) references.add(number)
    }
    for (const { path, text } of sources) {
      const found = [...text.matchAll(/\d+\.\d{4,}/g)]
        .map(([number]) => number)
        .filter((number) => references.has(number))
      expect({ path, found }).toEqual({ path, found: [] })
    }
  })

  it('keeps files under 200 lines', () => {
    for (const { path, text } of sources)
      expect({ path, long: text.split('\n').length > 200 }).toEqual({ path, long: false })
  })
})
