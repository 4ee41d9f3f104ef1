import { describe, expect, it } from 'vitest'
import { maximise } from '../../server/measurement/numeric/newton.ts'
import { centredCovariance } from '../../server/measurement/numeric/shift-invariant.ts'
import { pairedProblem } from '../../server/measurement/paired/adjacent-likelihood.ts'
import { pairedExistence } from '../../server/measurement/paired/existence.ts'
import { fitPaired, SMALL_PENALTY } from '../../server/measurement/paired/fit-paired.ts'
import { countPairs, type JudgementRow, toJudgements } from '../../server/measurement/paired/judgements.ts'
import { expectFit, readGold } from '../validation/fixtures.ts'

type Case = {
  rows: [string, string, string, number][]
  checks: { connected: boolean; strong: boolean; has_tie: boolean; win_cycle: boolean; finite: boolean }
  fit_with_tie_parameter: { B: Record<string, number>; T: number; loglik: number } | null
}

const cases: Record<string, Case> = readGold('edge_cases').paired

function judge(rows: JudgementRow[], items: number) {
  const judgements = toJudgements(rows, items)
  if ('outcome' in judgements) throw new Error(judgements.sentence)
  return judgements
}

function fromCase(name: string) {
  const rows = cases[name]!.rows
  const items = [...new Set(rows.flatMap(([, a, b]) => [a, b]))].sort()
  const packed = rows.map(([, a, b, more]) => ({ a: items.indexOf(a), b: items.indexOf(b), more }))
  return { judgements: judge(packed, items.length), items }
}

describe('existence of a finite paired estimate', () => {
  for (const [name, expected] of Object.entries(cases)) {
    it(name, () => {
      const { judgements, items } = fromCase(name)
      const existence = pairedExistence(countPairs(judgements, false), true)
      expect({
        connected: existence.connected,
        strong: existence.strong,
        has_tie: existence.hasTie,
        win_cycle: existence.winCycle,
        finite: existence.finite,
      }).toEqual(expected.checks)
      const reference = expected.fit_with_tie_parameter
      if (!reference) return
      const fit = expectFit(fitPaired(judgements))
      items.forEach((item, i) => {
        expect(fit.B[i]).toBeCloseTo(reference.B[item]!, 6)
      })
      expect(fit.T).toBeCloseTo(reference.T, 6)
      expect(fit.loglik).toBeCloseTo(reference.loglik, 6)
    })
  }

  it('names the groups of a disconnected design', () => {
    const groups = [
      [0, 1],
      [2, 3],
    ]
    expect(fitPaired(fromCase('disconnected').judgements)).toMatchObject({ outcome: 'disconnected', groups })
  })

  it('names the item that always won, and a stated penalty keeps it finite and flagged', () => {
    const { judgements } = fromCase('always_more')
    expect(fitPaired(judgements)).toMatchObject({ outcome: 'unanimous', items: [0] })
    const fit = expectFit(fitPaired(judgements, { penalty: SMALL_PENALTY }))
    expect(fit).toMatchObject({ penalty: SMALL_PENALTY, unanimous: [0], rule: 'drop' })
    expect(fit.B[0]).toBeGreaterThan(fit.B[1]!)
  })

  it('refuses nothing but ties, and an order that nothing contradicts', () => {
    expect(fitPaired(fromCase('all_ties').judgements)).toMatchObject({ outcome: 'all-equal' })
    expect(fitPaired(fromCase('tie_but_no_reversal').judgements)).toMatchObject({
      outcome: 'perfectly-ordered',
    })
    expect(fitPaired(fromCase('tie_but_no_reversal').judgements, { penalty: 0.1 })).toMatchObject({
      outcome: 'fit',
    })
  })

  it('fits without T when nobody answered equal, on the adjacent scale', () => {
    const fit = expectFit(fitPaired(fromCase('no_ties').judgements))
    expect(fit).toMatchObject({ T: null, rule: 'drop' })
    expect(fit.maxScore).toBeLessThan(1e-8)
  })

  it('the three conditions decide as a numerical fit does, on random small data', () => {
    let state = 12345
    const random = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      return Math.floor((state / 0x80000000) * below)
    }
    let finite = 0
    for (let trial = 0; trial < 400; trial++) {
      const items = 3 + random(2)
      const rows = Array.from({ length: 3 + random(6) }, () => {
        const a = random(items)
        return { a, b: (a + 1 + random(items - 1)) % items, more: random(3) }
      })
      const judgements = judge(rows, items)
      const existence = pairedExistence(countPairs(judgements, false), true)
      if (!existence.hasTie) continue
      const pairs = countPairs(judgements, false)
      const problem = pairedProblem(pairs, { ties: true, order: false, penalty: 0 })
      const numerical = maximise(problem, new Float64Array(items + 1), { tolerance: 1e-12, bound: 8 })
      const unique =
        numerical && centredCovariance(problem.information(numerical.parameters), items + 1, problem.shift!)
      if (existence.finite) finite++
      expect(unique !== undefined).toBe(existence.finite)
    }
    expect(finite).toBeGreaterThan(20)
  })
})

describe('bad judgements are named outcomes', () => {
  it('empty, out of range, self-comparison, unknown item, bad count', () => {
    expect(toJudgements([], 3)).toMatchObject({ outcome: 'empty' })
    expect(toJudgements([{ a: 0, b: 1, more: 3 }], 2)).toMatchObject({ outcome: 'value-out-of-range' })
    expect(toJudgements([{ a: 0, b: 0, more: 1 }], 2)).toMatchObject({ outcome: 'value-out-of-range' })
    expect(toJudgements([{ a: 0, b: 5, more: 1 }], 2)).toMatchObject({ outcome: 'value-out-of-range' })
    expect(toJudgements([{ a: 0, b: 1, more: 1, weight: Number.NaN }], 2)).toMatchObject({
      outcome: 'value-out-of-range',
    })
    expect(toJudgements([{ a: 0, b: 1, more: 1 }], 1)).toMatchObject({ outcome: 'too-few-items' })
  })

  it('an order effect without bound is refused, not printed', () => {
    const rows = [0, 1, 2].flatMap((a) =>
      [0, 1, 2].filter((b) => b !== a).map((b) => ({ a, b, more: 2, first: 1 })),
    )
    expect(fitPaired(judge(rows, 3), { order: true })).toMatchObject({ outcome: 'not-converged' })
  })
})
