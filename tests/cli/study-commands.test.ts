import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { smallStudy } from '../support/small-study.ts'
import { givenCommandLine } from './support.ts'

describe('from a template to files for analysis', () => {
  const { folder, run } = givenCommandLine()

  test('a ready-made study is published and listed', () => {
    const published = run(['study', 'publish', '--template', 'cpt-62380-2024', '--slug', 'endo'])
    expect(published.stderr).toBe('')
    expect(published.stdout).toMatch(/^The study "endo" is live: version 1, SHA-256 [0-9a-f]{64}\n$/)
    expect(run(['study', 'list']).stdout).toMatch(/^endo\tlive\t/)
  })

  test('its definition comes out as it can go in', () => {
    const { stdout } = run(['study', 'export-definition', '--slug', 'endo'])
    writeFileSync(join(folder, 'endo.json'), stdout)
    expect(run(['study', 'import', 'endo.json', '--slug', 'again']).status).toBe(0)
    expect(run(['study', 'export-definition', '--slug', 'again']).stdout).toBe(stdout)
  })

  test('simulated surgeons fill it, and the seed is named', () => {
    const args = ['simulate', '--study', 'endo', '--respondents', '12', '--seed', '7', '--partial', '0.3']
    const { stdout, stderr } = run(args)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^seed 7\n12 started, \d+ completed, \d+ judgements in "endo"\n/)
    expect(stdout).toMatch(/^work_effort\tC11\t-?\d+\.\d{4}$/m)
  })

  test('the export is complete and hashed', () => {
    const exported = run(['export', '--study', 'endo', '--out', 'files', '--include', 'started'])
    expect(exported.status).toBe(0)
    const read = (name: string) => readFileSync(join(folder, 'files', name), 'utf8')
    const manifest = JSON.parse(read('manifest.json')) as { respondents: { listed: number } }
    expect(manifest.respondents.listed).toBe(12)
    const long = parse(read('judgements.csv'), { columns: true }) as { status: string }[]
    expect(long).toHaveLength(12 * 46)
    expect(new Set(long.map((row) => row.status))).toEqual(new Set(['answered', 'not_answered', 'not_shown']))
    expect(parse(read('wide/work_effort.csv'), { columns: true })).toHaveLength(12)
  })

  test('after closing nothing is simulated any more', () => {
    expect(run(['study', 'close', '--slug', 'endo']).stdout).toBe('The study "endo" is closed.\n')
    const late = run(['simulate', '--study', 'endo', '--respondents', '1'])
    expect(late).toEqual({
      status: 1,
      stdout: '',
      stderr: 'The study "endo" takes no answers now. Publish it first.\n',
    })
  })
})

describe('what cannot be done is said in a sentence', () => {
  const { folder, run } = givenCommandLine()

  test('1: an expected no', () => {
    expect(run(['study', 'publish', '--slug', 'nix'])).toEqual({
      status: 1,
      stdout: '',
      stderr: 'There is no study "nix".\n',
    })
    expect(run(['export', '--study', 'nix', '--out', 'x']).stderr).toBe('There is no study "nix".\n')
    expect(run(['study', 'import', 'nowhere.json', '--slug', 'a']).stderr).toBe(
      'There is no file nowhere.json.\n',
    )
  })

  test('a definition that does not fit is refused with every place', () => {
    writeFileSync(join(folder, 'wrong.json'), JSON.stringify({ ...smallStudy(), minutes: 'five' }))
    const { status, stderr } = run(['study', 'import', 'wrong.json', '--slug', 'a'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/^The study definition has problems\.\n {2}minutes: /)
    writeFileSync(join(folder, 'wrong.json'), '{')
    expect(run(['study', 'import', 'wrong.json', '--slug', 'a']).stderr).toContain('it is not JSON')
  })

  test('2: wrong usage', () => {
    const wrong = [
      ['nonsense'],
      ['export', '--study', 'endo'],
      ['export', '--study', 'endo', '--out', 'x', '--flavour', 'pdf'],
      ['simulate', '--study', 'endo', '--respondents', '-3'],
      ['simulate', '--study', 'endo', '--respondents', '3', '--ties', '1.5'],
      ['study', 'publish', '--template', 'nothing', '--slug', 'a'],
    ]
    for (const args of wrong) {
      const { status, stdout, stderr } = run(args)
      expect([status, stdout], args.join(' ')).toEqual([2, ''])
      expect(stderr).toMatch(/^error: /)
    }
  })

  test('0: help', () => {
    for (const args of [['--help'], ['study', '--help'], ['simulate', '--help'], ['backup', '--help']]) {
      const { status, stdout } = run(args)
      expect(status).toBe(0)
      expect(stdout).toMatch(/^Usage: comparand/)
    }
  })
})
