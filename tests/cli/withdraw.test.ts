import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { givenCommandLine } from './support.ts'

test('who writes with a reference is withdrawn: in no file of answers, once', () => {
  const { folder, run } = givenCommandLine()
  expect(run(['study', 'publish', '--template', 'cpt-27279-2016', '--slug', 'si']).status).toBe(0)
  expect(run(['simulate', '--study', 'si', '--respondents', '3', '--seed', '5']).status).toBe(0)
  run(['export', '--study', 'si', '--out', 'before'])
  const wide = (name: string) =>
    readFileSync(join(folder, name, 'wide/work_effort.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
  const before = wide('before')
  const reference = before[0]!.split(',')[0]!
  expect(run(['withdraw', '--study', 'si', '--reference', reference]).status).toBe(0)
  run(['export', '--study', 'si', '--out', 'after'])
  expect(wide('after')).toEqual(before.slice(1))
  const again = run(['withdraw', '--study', 'si', '--reference', reference])
  expect([again.status, again.stderr]).toEqual([1, `The answers of ${reference} are withdrawn already.\n`])
  expect(run(['withdraw', '--study', 'si', '--reference', 'S1']).status).toBe(1)
})
