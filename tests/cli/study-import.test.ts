import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { givenCommandLine } from './support.ts'

test('an imported definition takes its short name from the file, and is published under it', () => {
  const { folder, run } = givenCommandLine()
  const template = join(import.meta.dirname, '../../server/studies/templates/cpt-27279-2016.json')
  copyFileSync(template, join(folder, 'SI joint 2016.json'))
  expect(run(['study', 'import', 'SI joint 2016.json']).stdout).toContain('"si-joint-2016" is a draft')
  expect(run(['study', 'publish', '--slug', 'si-joint-2016']).status).toBe(0)
})
