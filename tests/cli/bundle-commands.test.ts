import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { analysisResult } from '../../server/results/analysis-result.ts'
import { readZip, unzip } from '../support/read-zip.ts'
import { givenCommandLine } from './support.ts'

describe('a bundle from the command line', () => {
  const { folder, run } = givenCommandLine()
  run(['study', 'publish', '--template', 'cpt-62380-2024', '--slug', 'endo'])
  run(['simulate', '--study', 'endo', '--respondents', '40', '--seed', '2'])

  test('everything is in one zip file, and nothing else is left beside it', () => {
    const made = run(['bundle', '--study', 'endo', '--out', 'endo.zip'])
    expect(made.stderr).toMatch(
      /^These answers were simulated\. .+\n40 of 40 respondents with their answers, \d+ files in endo.zip, \d+ bytes\n$/,
    )
    expect(made.status).toBe(0)
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
    const names = readZip(readFileSync(join(folder, 'endo.zip'))).map(({ name }) => name)
    for (const name of ['README.md', 'analysis.R', 'instrument/as-shown-ko.md', 'codebook.md'])
      expect(names).toContain(name)
  })

  test('the study analysed here, the files analysed elsewhere and the bundle say the same', () => {
    const place = join(folder, 'unzipped')
    unzip(readFileSync(join(folder, 'endo.zip')), place)
    const bundled = JSON.parse(readFileSync(join(place, 'analysis', 'result-work_effort.json'), 'utf8'))
    expect(bundled.input.map((one: { file: string }) => one.file)).toEqual(['r/answers.csv', 'items.csv'])

    const options = ['--construct', 'work_effort', '--json', '-']
    const fromStudy = run(['analyse', '--study', 'endo', ...options])
    expect(fromStudy.stderr).toMatch(/^These answers were simulated\. All 40 respondents .+\n$/)
    expect(analysisResult.parse(JSON.parse(fromStudy.stdout))).toEqual({
      ...bundled,
      input: [expect.objectContaining({ file: 'study endo, version 1' })],
    })

    const files = ['--long', join(place, 'r', 'answers.csv'), '--items', join(place, 'items.csv')]
    const model = ['--target', 'T1', '--model', 'rsm']
    const fromFiles = JSON.parse(run(['analyse', ...files, ...model, ...options]).stdout)
    expect(fromFiles.items).toEqual(bundled.items)
    expect(fromFiles.implied_wrvu).toEqual(bundled.implied_wrvu)
    expect(fromFiles.input.map((one: { sha256: string }) => one.sha256)).toEqual(
      bundled.input.map((one: { sha256: string }) => one.sha256),
    )
  })

  test('without a construct each is analysed, and printed under its name', () => {
    const { stdout } = run(['analyse', '--study', 'endo', '--replications', '0'])
    expect(stdout.match(/^== \w+ ==$/gm)).toHaveLength(4)
    expect(stdout).toMatch(/Implied wRVU of TARGET/)
  })

  test('what cannot be done is said in a sentence, with status 1, and leaves nothing', () => {
    writeFileSync(join(folder, 'mine.zip'), 'not a zip file')
    const refused: [string[], RegExp][] = [
      [['bundle', '--study', 'nobody', '--out', 'no.zip'], /no study/i],
      [['bundle', '--study', 'endo', '--out', 'mine.zip'], /is no zip file/],
      [['bundle', '--study', 'endo', '--out', 'endo-files'], /ends in \.zip/],
      [['analyse', '--study', 'endo', '--construct', 'beauty'], /it has .*work_effort/],
      [['analyse', '--study', 'endo', '--wide', 'x.csv'], /not both/],
      [['analyse', '--study', 'endo', '--estimator', 'cml'], /by its plan/],
    ]
    for (const [args, sentence] of refused) {
      const answer = run(args)
      expect([answer.status, answer.stderr], args.join(' ')).toEqual([1, expect.stringMatching(sentence)])
    }
    expect(existsSync(join(folder, 'no.zip'))).toBe(false)
    expect(readFileSync(join(folder, 'mine.zip'), 'utf8')).toBe('not a zip file')
  })
})
