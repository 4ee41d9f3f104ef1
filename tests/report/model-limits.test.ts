import { describe, expect, test } from 'vitest'
import { judgeRows } from '../../server/findings/judge-rows.ts'
import { keptResult } from '../../server/findings/kept-results.ts'
import type { StudyResult } from '../../server/findings/study-result.ts'
import type { LimitFacts } from '../../server/report/limit-facts.ts'
import { modelLimits } from '../../server/report/model-limits.ts'
import { modelFacts } from '../../server/report/read-limit-facts.ts'
import { givenAnswered } from '../findings/given-closed.ts'

const given = givenAnswered({ respondents: 60 })
const result = keptResult(given.context, given.study())
const primary = result.findings.find(({ construct }) => construct.isPrimary)!
const facts = modelFacts(result)

/** The same study with another result on its primary construct. */
function withResult(change: Partial<StudyResult['findings'][number]['result']>): StudyResult {
  return {
    ...result,
    findings: result.findings.map((one) =>
      one === primary ? { ...one, result: { ...one.result, ...change } } : one,
    ),
  }
}
const told = (change: Partial<LimitFacts>) =>
  modelLimits({ ...facts, misfitting: [], disordered: [], dependence: [], ...change } as LimitFacts)
    .filter(({ kind }) => kind !== 'person-fit')
    .map(({ sentence }) => sentence)

describe('what a referee asks of the model is read from the engine’s result', () => {
  test('pairs from 0.2 on, with the names people know', () => {
    const expected = primary.result.local_dependence!.filter(({ aq3 }) => Math.abs(aq3) >= 0.2)
    expect(expected.length).toBeGreaterThan(0)
    const [found] = facts.dependence
    expect(found!.pairs.map(({ aq3 }) => aq3)).toEqual(expected.map(({ aq3 }) => aq3))
    expect(found!.MADaQ3).toBe(primary.result.MADaQ3)
    expect(result.comparators.map(({ codes }) => codes)).toContain(found!.pairs[0]!.first)
    expect(modelFacts(withResult({ local_dependence: [] })).dependence).toEqual([])
  })

  test('steps out of order, and none where they are in order', () => {
    const items = (disordered: boolean) =>
      Object.fromEntries(
        Object.entries(primary.result.items).map(([id, item]) => [id, { ...item, disordered }]),
      )
    expect(modelFacts(withResult({ tau: [0.13, -0.13], items: items(true) })).disordered).toEqual([
      { about: '', steps: [0.13, -0.13], items: [] },
    ])
    expect(modelFacts(withResult({ items: items(false) })).disordered).toEqual([])
    const own = modelFacts(withResult({ tau: null, items: items(true) })).disordered
    expect(own[0]!.items).toHaveLength(11)
  })

  test('a paired model has its steps out of order where ties are fewer than either side at no distance', () => {
    const options = { ...primary.result.options, model: 'paired' as const }
    expect(modelFacts(withResult({ options, T: -0.3 })).disordered[0]!.steps).toEqual([0.3, -0.3])
    expect(modelFacts(withResult({ options, T: 0.3 })).disordered).toEqual([])
  })

  test('respondents who stand out are those of the quality page', () => {
    const rows = judgeRows(result.judges, primary.result)
    expect(facts.flagged.respondents).toBe(rows.filter(({ flags }) => flags.length > 0).length)
    expect(facts.flagged.of).toBe(result.people.analysed)
    const reasons = facts.flagged.reasons.reduce((sum, { n }) => sum + n, 0)
    expect(reasons).toBe(rows.reduce((sum, { flags }) => sum + flags.length, 0))
  })

  test('misfit names the side and the figure, never the limit itself', () => {
    const [id] = Object.keys(primary.result.items)
    const item = { ...primary.result.items[id!]!, infit: 1, outfit: 1.404 }
    const found = modelFacts(withResult({ items: { [id!]: item } })).misfitting
    expect(found).toEqual([{ name: expect.any(String), side: 'above', figure: 'outfit 1.404' }])
  })
})

describe('the sentences', () => {
  test('misfit above and below are told apart', () => {
    const [text] = told({
      misfitting: [
        { name: '22869', side: 'above', figure: 'outfit 1.65' },
        { name: '63030', side: 'below', figure: 'outfit 0.37' },
      ],
    })
    expect(text).toMatch(
      /less evenly .*about it: 22869 \(outfit 1\.65\); judged more evenly .*: 63030 \(outfit 0\.37\)/,
    )
  })

  test('dependence says how much of it chance can give', () => {
    const pair = (p: number) => ({ first: '63047', second: '22102', aq3: 0.31, p })
    const of = (...pairs: ReturnType<typeof pair>[]) =>
      told({ dependence: [{ about: '', MADaQ3: 0.09, n: 109, pairs }] })[0]
    expect(of(pair(0.004))).toContain('beyond chance: 63047 and 22102 0.31 (p 0.004)')
    expect(of(pair(0.4))).toContain('among 109 surgeons chance alone can give as much')
    expect(of(pair(0.004), pair(0.4), pair(1), pair(1))).toContain('1 of them beyond chance')
    expect(of(pair(0.004), pair(0.4), pair(1), pair(1))).toContain(', and 1 more')
  })

  test('where all is well nothing is said', () => {
    expect(told({})).toEqual([])
    expect(
      modelLimits({
        ...facts,
        misfitting: [],
        disordered: [],
        dependence: [],
        flagged: { respondents: 0, of: 60, reasons: [] },
      } as unknown as LimitFacts),
    ).toEqual([])
  })

  test('misfits stand beside what chance gives, and how that was found is said once', () => {
    const chance = { mean: 7.2, low: 3, high: 12 }
    const row = (kind: 'personsAbove' | 'items', n: number, of: number) => ({
      kind,
      name: kind === 'items' ? 'items outside' : 'respondents above',
      n,
      of,
      expected: chance,
    })
    const byChance = [
      { about: '', rows: [row('personsAbove', 9, 150), row('items', 13, 40)], note: 'By chance: simulated.' },
    ]
    const flagged = { respondents: 9, of: 150, reasons: [{ reason: 'noisy', n: 9 }] }
    const misfitting = [{ name: '63030', side: 'above' as const, figure: 'outfit 1.60' }]
    const limits = (change: Partial<LimitFacts>) =>
      modelLimits({
        ...facts,
        disordered: [],
        dependence: [],
        byChance,
        flagged,
        misfitting,
        ...change,
      } as LimitFacts).map(({ sentence }) => sentence)
    const [items, people] = limits({})
    expect(items).toContain('13 of 40, by chance about 7.2 (3 to 12): more than chance gives')
    expect(people).toContain('9 of 150, by chance about 7.2 (3 to 12): within what chance gives')
    expect(
      limits({})
        .join(' ')
        .match(/By chance: simulated/g),
    ).toHaveLength(1)
    expect(limits({ misfitting: [] })[0]).toContain('By chance: simulated.')
    expect(limits({ byChance: [] }).join(' ')).not.toContain('by chance about')
  })
})
