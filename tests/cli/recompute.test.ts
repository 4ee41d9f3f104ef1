import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { givenCommandLine } from './support.ts'

const table =
  'code;measure;wrvu\n63047;-0,994;15,37\n22102;-1,662;11,08\n63030;-0,89;12\n22532;-0,583;25,99\n'

describe('comparand recompute', () => {
  test('reproduces the published studies', () => {
    const { run } = givenCommandLine()
    const facet = run(['recompute', '--example', '0202T', '--json', '-'])
    expect(facet.status).toBe(0)
    const { read_out, line } = JSON.parse(facet.stdout) as {
      read_out: { predicted: number }
      line: { r2: number }
    }
    expect(read_out.predicted).toBeCloseTo(39.4707, 4)
    expect(line.r2).toBeCloseTo(0.392, 3)
    const endoscopy = run(['recompute', '--example', '62380']).stdout
    expect(endoscopy).toMatch(/With four decimals\s+value 18\.2464, mean 18\.2464/)
    expect(endoscopy).toContain(
      'Warning: Read at the mean of the comparators’ measures, the value is the mean',
    )
    expect(run(['recompute', '--example', '62380', '--read-at', '0']).stdout).toMatch(
      /With four decimals\s+value 25\.5894/,
    )
  })

  test('reads a file and writes its picture; two runs give the same bytes', () => {
    const { run, folder } = givenCommandLine()
    writeFileSync(join(folder, 'own.csv'), table)
    const first = run(['recompute', 'own.csv', '--target', '62380', '--picture', 'a.svg'])
    expect(first.status).toBe(0)
    expect(first.stdout).toContain('Implied work RVU of 62380, recomputed')
    run(['recompute', 'own.csv', '--target', '62380', '--picture', 'b.svg'])
    expect(readFileSync(join(folder, 'a.svg'), 'utf8')).toBe(readFileSync(join(folder, 'b.svg'), 'utf8'))
  })

  test('says what is wrong, row by row, with status 1', () => {
    const { run, folder } = givenCommandLine()
    writeFileSync(join(folder, 'own.csv'), table.replace('-0,89', 'x'))
    const answer = run(['recompute', 'own.csv'])
    expect(answer.status).toBe(1)
    expect(answer.stderr).toContain('Row 4: the measure “x” is no number.')
    expect(run(['recompute']).stderr).toContain('Give a file or --example.')
    expect(run(['recompute', '--example', '62380', '--read-at', 'there']).status).toBe(1)
  })
})
