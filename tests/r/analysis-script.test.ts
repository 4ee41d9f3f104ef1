import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { AnalysisResult } from '../../server/results/analysis-result.ts'
import { givenBundle } from './given-bundle.ts'

const constructs = ['work_effort', 'complexity', 'learning_curve', 'psychological_stress']
const star = await givenBundle()
const linked = await givenBundle((definition) => {
  definition.design = { kind: 'linked', repeats: 4, linksPerRespondent: 5 }
})
// So few that an item may be judged more every time: the estimate is held finite by a penalty.
const tiny = await givenBundle((definition) => {
  definition.design = { kind: 'linked', repeats: 0, linksPerRespondent: 4 }
}, 8)
// Few who answered the same two pairs: where residuals of two persons alone would correlate by 1.
const subset = await givenBundle(
  (definition) => {
    definition.design = { kind: 'star', repeats: 0, comparatorsPerRespondent: 4 }
  },
  50,
  { include: 'started' },
)
const excel = await givenBundle(
  (definition) => {
    definition.targets.push({ ...definition.targets[0]!, id: 'T2' })
  },
  40,
  { flavour: 'excel', include: 'started' },
)
afterAll(() => {
  for (const bundle of [star, linked, tiny, subset, excel]) bundle.remove()
})

/** What the script printed about one analysis: the numbers of each line before the word "program". */
function printed(stdout: string, analysis: string): Map<string, string[]> {
  const part = stdout.split(/^== /m).find((one) => one.startsWith(`${analysis} ==`))!
  const lines = part.split('\n').flatMap((line) => {
    const [ours, theirs] = line.split('   program')
    return theirs === undefined
      ? []
      : [[ours!.slice(0, 24).trim(), ours!.slice(24).trim().split(/\s+/)] as const]
  })
  return new Map(lines)
}

const fixed = (values: (number | null)[], digits = 4) => values.map((value) => value!.toFixed(digits))

function expectValue(lines: Map<string, string[]>, result: AnalysisResult): void {
  const value = result.implied_wrvu[0]!
  if ('outcome' in value) throw new Error(value.sentence)
  expect(lines.get('implied work RVU')).toEqual(fixed([value.predicted]))
  expect(lines.get('as the page shows it')).toEqual(fixed([value.predicted], value.decimals))
  expect(lines.get('intercept, slope')).toEqual(fixed([value.intercept, value.slope]))
  expect(lines.get('95 % of the line')).toEqual(fixed(value.ci_mean))
  expect(lines.get('95 % prediction')).toEqual(fixed(value.pi))
  expect(lines.get("with the target's SE")).toEqual(fixed(value.pi_with_target_se))
  expect(lines.get('limits on the page')).toEqual(fixed(value.pi_with_target_se, value.decimals))
}

describe('analysis.R in a clean session prints what the engine found', () => {
  test('star: rating scale model by marginal maximum likelihood', () => {
    const { status, stdout, stderr } = star.r('analysis.R')
    expect([status, stderr]).toEqual([0, ''])
    for (const construct of constructs) {
      const result = star.result(construct)
      const lines = printed(stdout, construct)
      for (const [id, item] of Object.entries(result.items))
        expect([id, ...lines.get(id)!]).toEqual([
          id,
          ...fixed([item.location, item.location_se, item.se_quick]),
        ])
      expect(lines.get('tau, person variance')).toEqual(fixed([result.tau![0]!, result.variance]))
      for (const { item, codes } of star.rows('items.csv').filter((one) => one.role === 'comparator')) {
        const { location, location_se, infit, outfit } = result.items[item!]!
        expect(lines.get(`${item} ${codes}`)).toEqual(fixed([location, location_se, infit, outfit]))
      }
      expect(lines.get('reliability, MADaQ3')).toEqual(fixed([result.WLE_reliability, result.MADaQ3]))
      expect(lines.get('of the comparators')).toEqual(fixed([result.item_reliability]))
      expectValue(lines, result)
      expect(existsSync(join(star.folder, 'analysis', `plots-${construct}.pdf`))).toBe(true)
    }
    expect(stdout).toContain('eRm, conditional ML')
    expect(stdout).toMatch(/TAM(:| is not installed)/)
    expect(stdout).toContain("Every number above equals the program's")
  })

  test('linked: paired adjacent-category model with clustered errors, the same measures as psychotools', () => {
    const { status, stdout, stderr } = linked.r('analysis.R')
    expect([status, stderr]).toEqual([0, ''])
    for (const construct of constructs) {
      const result = linked.result(construct)
      expect(result.penalty).toBe(0)
      const lines = printed(stdout, construct)
      for (const [id, item] of Object.entries(result.items))
        expect([id, ...lines.get(id)!]).toEqual([
          id,
          ...fixed([item.location, item.location_se, item.se_full]),
        ])
      expect(lines.get('T, its SE')).toEqual(fixed([result.T, result.T_se]))
      expect(lines.get('scale reliability, SSR')).toEqual(fixed([result.item_reliability, result.SSR]))
      expectValue(lines, result)
    }
    const beside = [...stdout.matchAll(/ours +(-?[\d.]+) +theirs +(-?[\d.]+)/g)]
    expect(beside).toHaveLength(constructs.length * 12)
    for (const [, ours, theirs] of beside) expect(Number(ours)).toBeCloseTo(Number(theirs), 3)
  })

  test('few answers: with a penalty, or with a sentence why there is no estimate', () => {
    const { status, stdout, stderr } = tiny.r('analysis.R')
    expect([status, stderr]).toEqual([0, ''])
    const penalised = constructs.filter((construct) => tiny.result(construct).penalty === 0.1)
    expect(penalised.length).toBeGreaterThan(0)
    expect(stdout.match(/held finite by a penalty of 0.1/g)).toHaveLength(penalised.length)
  })

  test('a few comparators each: the same fit, reliability and MADaQ3', () => {
    const { status, stdout, stderr } = subset.r('analysis.R')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout.match(/^reliability, MADaQ3/gm)).toHaveLength(constructs.length)
  })

  test('the Excel flavour, two targets and unfinished respondents are no trouble', () => {
    const { status, stdout, stderr } = excel.r('analysis.R')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout.match(/^== T[12]_\w+ ==$/gm)).toHaveLength(2 * constructs.length)
    expect(stdout).toContain("Every number above equals the program's")
  })

  test('a session that is not in UTF-8 reads every letter and every row', () => {
    for (const bundle of [star, excel]) {
      const { status, stdout, stderr } = bundle.rIn('C', 'analysis.R')
      expect([status, stderr]).toEqual([0, ''])
      expect(stdout).toContain("Every number above equals the program's")
    }
  })

  test('a number that differs is said and ends the script with an error', () => {
    const changed = `x <- read.csv("analysis/numbers.csv"); x$value[x$quantity == "predicted"] <- 1; write.csv(x, "analysis/numbers.csv", row.names = FALSE, na = "")`
    expect(excel.r('-e', changed).status).toBe(0)
    const { status, stderr } = excel.r('analysis.R')
    expect(status).toBe(1)
    expect(stderr).toMatch(/^Error: Numbers differ from the program's: T1_.*T2_work_effort/)
  })
})
