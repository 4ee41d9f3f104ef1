import { describe, expect, test } from 'vitest'
import { analyseAnswers } from '../../server/results/analyse-answers.ts'
import type { WideAnswers } from '../../server/results/answer-table.ts'
import { planDifferences } from '../../server/results/plan-differences.ts'
import { optionsOf, plannedRun, type Run, whyNoRun } from '../../server/results/run.ts'
import { smallStudy } from '../support/small-study.ts'

const plan = plannedRun(smallStudy().plan)

describe('a run beside the plan', () => {
  test('the planned run differs in nothing', () => {
    expect(planDifferences(plan, plan)).toEqual([])
    expect(whyNoRun(plan)).toBeUndefined()
  })

  const changes: Partial<Run>[] = [
    { model: 'partial_credit' },
    { estimator: 'cml' },
    { tieRule: 'left_out' },
    { readOut: 'comparator_mean' },
    { include: 'started' },
    { completeRows: true },
    { planRules: false },
    { recorded: true },
  ]
  test.each(changes)('every change is said in a sentence of its own: %o', (change) => {
    const differences = planDifferences(plan, { ...plan, ...change })
    expect(differences).toHaveLength(1)
    expect(differences[0]).toMatch(/^(The plan|In the plan|This run).*\.$/)
  })

  test('a decision nobody took changes nothing', () => {
    expect(planDifferences(plan, { ...plan, recorded: true }, 0)).toEqual([])
  })

  test('what no model has is said instead of another model being run', () => {
    expect(whyNoRun({ ...plan, tieRule: 'half_points' })).toMatch(/need the paired model/)
    expect(whyNoRun({ ...plan, model: 'paired' })).toMatch(/maximum likelihood \(ml\)/)
    expect(whyNoRun({ ...plan, model: 'dichotomous', tieRule: 'half_points' })).toMatch(/no half points/)
    expect(whyNoRun({ ...plan, model: 'dichotomous', tieRule: 'left_out' })).toBeUndefined()
    expect(whyNoRun({ ...plan, model: 'paired', estimator: 'ml', completeRows: true })).toMatch(
      /person-by-item/,
    )
  })
})

describe('what the engine does for a run', () => {
  const scores = Array.from({ length: 60 }, (_, n) => [
    (n * 7) % 3,
    (n * 5 + (n % 4)) % 3,
    (n * 11 + (n % 5)) % 3,
    n % 2 === 0 ? 2 : n % 3,
  ])
  const table: WideAnswers = {
    kind: 'wide',
    items: [10, 14, 15, 22].map((workRvu, k) => ({ id: `C0${k + 1}`, workRvu, isTarget: false })),
    respondents: scores.map((_, n) => `S${n}`),
    scores,
  }
  const none = { seed: 1, replications: 0 }

  test('reading at the comparators’ mean returns their mean, whatever was answered', () => {
    const run = { ...plan, readOut: 'comparator_mean' } as const
    const [value] = analyseAnswers(table, optionsOf(run, none)).implied_wrvu
    if (!value || 'outcome' in value) throw new Error('no value')
    expect(value.reading).toBe('comparators-mean')
    expect(value.predicted).toBeCloseTo(61 / 4, 9)
    expect(value.warnings.map(({ kind }) => kind)).toContain('coincides-with-baseline')
  })

  test('reading nowhere gives measures and no value', () => {
    const result = analyseAnswers(table, optionsOf({ ...plan, readOut: 'none' }, none))
    expect([result.outcome, result.implied_wrvu]).toEqual(['fit', []])
  })

  test('leaving ties out of a dichotomous model is the model of the rest, read once at 0', () => {
    const run = { ...plan, model: 'dichotomous', tieRule: 'left_out' } as const
    const result = analyseAnswers(table, optionsOf(run, none))
    const untied = scores.map((row) => row.map((score) => (score === 1 ? null : score / 2)))
    const same = analyseAnswers(
      { ...table, scores: untied },
      { ...optionsOf(run, none), ties: 'adjacent', readOut: 'none' },
    )
    for (const [id, item] of Object.entries(result.items))
      expect(item.location).toBeCloseTo(same.items[id]!.location!, 9)
    expect(result.implied_wrvu).toHaveLength(1)
    expect(result.implied_wrvu[0]).toMatchObject({ reading: 'target', read_out_point: 0 })
  })

  test('categories are counted with the mean measure of those who chose them', () => {
    const { items } = analyseAnswers(table, optionsOf(plan, none))
    const counts = items.C01!.categories!.map(({ count }) => count)
    expect(counts).toEqual([0, 1, 2].map((score) => scores.filter((row) => row[0] === score).length))
  })
})
