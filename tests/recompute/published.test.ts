import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { requireTableExample } from '../../server/recompute/examples.ts'
import { readTable } from '../../server/recompute/read-table.ts'
import { type RecomputeChoice, recompute } from '../../server/recompute/recompute.ts'
import { comparatorWrvu } from '../../server/studies/comparator-wrvu.ts'
import { requireTemplate } from '../../server/studies/templates.ts'

function example(name: string, change: Partial<RecomputeChoice> = {}) {
  const { table, choice } = requireTableExample(name)
  return recompute(table, { ...choice, ...change })
}
const warnings = (name: string, change?: Partial<RecomputeChoice>) =>
  example(name, change).value.warnings.map(({ kind }) => kind)

describe('62380, 2024', () => {
  test('18.24636 is the mean of its comparators, and the warning says that no answer can change it', () => {
    const { value } = example('62380')
    expect(value.readOut.predicted).toBeCloseTo(18.24636, 5)
    expect(value.baseline).toBeCloseTo(200.71 / 11, 10)
    expect(warnings('62380')).toContain('coincides-with-baseline')
  })

  test('read at 0 logits the same table gives 25.5894, R² 0.1652, line 12 to 39, prediction 5.8 to 45.3, without that warning', () => {
    const { value } = example('62380', { at: 0 })
    expect(value.readOut.predicted).toBeCloseTo(25.5894, 4)
    expect(value.line.r2).toBeCloseTo(0.1652, 4)
    expect(value.readOut.lineLimits.map(Math.round)).toEqual([12, 39])
    expect(value.readOut.predictionLimits[0]).toBeCloseTo(5.8, 1)
    expect(value.readOut.predictionLimits[1]).toBeCloseTo(45.3, 1)
    expect(warnings('62380', { at: 0 })).not.toContain('coincides-with-baseline')
  })
})

describe('0202T, 2024', () => {
  test('39.4707 with the 50 % rule, R² 0.392, interval of the mean 28.5 to 50.5', () => {
    const { value } = example('0202T')
    expect(value.readOut.predicted).toBeCloseTo(39.4707, 4)
    expect(value.line.r2).toBeCloseTo(0.392, 3)
    expect(value.readOut.lineLimits[0]).toBeCloseTo(28.5, 1)
    expect(value.readOut.lineLimits[1]).toBeCloseTo(50.5, 1)
  })

  test('40.5071 without the rule', () => {
    expect(example('0202T', { rule: false }).value.readOut.predicted).toBeCloseTo(40.5071, 4)
  })
})

test('without one comparator is what the others alone give', () => {
  const { comparators, choice } = example('62380', { at: 0 })
  const lines = requireTableExample('62380').table.trim().split('\n')
  const rest = recompute([...lines.slice(0, 1), ...lines.slice(2)].join('\n'), choice)
  expect(comparators[0]!.without!.value).toBeCloseTo(rest.value.readOut.predicted, 10)
})

test('a bundle without indicators is refused under the rule, and summed without it', () => {
  const table = 'code,measure,wrvu\n1+2,0,3+4\n3,1,9\n4,2,10\n'
  const choice = { target: 'T', at: 0, error: 0, rule: true }
  expect(() => recompute(table, choice)).toThrow('which codes it applies to')
  expect(recompute(table, { ...choice, rule: false }).comparators[0]!.wrvu).toBe(7)
})

describe('the example tables are those of the studies that ship', () => {
  const fixture = (name: string) =>
    parse<Record<string, string>>(
      readFileSync(join(import.meta.dirname, '..', 'fixtures', 'published', name), 'utf8'),
      { columns: true },
    )

  test('measures as published', () => {
    const endoscopy = readTable(requireTableExample('62380').table).rows.map((row) => [row.name, row.measure])
    const table5 = fixture('p1_ijss8594_table5_learning_curve_items.csv')
    expect(endoscopy).toEqual(table5.map((row) => [row.cpt_code, Number(row.measure_logit)]))
    const facet = readTable(requireTableExample('0202T').table).rows.map((row) => [row.name, row.measure])
    expect(facet).toEqual(
      fixture('p5_ijss8587_difficulty.csv').map((row) => [
        row.cpt_codes_as_billed_together,
        Number(row.difficulty_logit),
      ]),
    )
  })

  test.each([
    ['62380', 'cpt-62380-2024'],
    ['0202T', 'cpt-0202t-2024'],
  ])('%s has the wRVUs of the template', (name, template) => {
    const expected = requireTemplate(template).comparators.map((one) => comparatorWrvu(one).wrvu)
    const found = example(name).comparators.map((one) => one.wrvu)
    found.forEach((wrvu, index) => {
      expect(wrvu).toBeCloseTo(expected[index]!, 10)
    })
  })
})
