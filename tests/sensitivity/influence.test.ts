import { describe, expect, test } from 'vitest'
import { approximateChanges } from '../../server/sensitivity/approximate-changes.ts'
import { estimate } from '../../server/sensitivity/estimate.ts'
import { searchInfluence } from '../../server/sensitivity/influence.ts'
import { influenceSentence, reachSentence, searchSentence } from '../../server/sensitivity/sentences.ts'
import { keepRespondents } from '../../server/sensitivity/tables.ts'
import { setUp } from '../../server/sensitivity/workbench.ts'
import { givenSurvey } from './given-case.ts'

const bench = setUp(givenSurvey())
const plan = bench.plan.outcome === 'value' ? bench.plan : expect.fail('no plan')
const found = searchInfluence(bench)!

/** The value without some respondents, computed apart from the search. */
function without(names: string[]): number {
  const { table, given } = bench
  const left = keepRespondents(table, (row) => !names.includes(table.respondents[row]!))
  const value = estimate(left, given.planned, given)
  return value.outcome === 'value' ? value.predicted : Number.NaN
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const mean = (values: ArrayLike<number>) =>
    Array.from(values).reduce((sum, v) => sum + v, 0) / values.length
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let k = 0; k < a.length; k++) {
    ab += (a[k]! - ma) * (b[k]! - mb)
    aa += (a[k]! - ma) ** 2
    bb += (b[k]! - mb) ** 2
  }
  return ab / Math.sqrt(aa * bb)
}

describe('the first-order approximation orders respondents as refitting does', () => {
  test.each([
    ['rating scale', {}],
    ['partial credit', { model: 'pcm' }],
    ['conditional ML', { estimator: 'cml' }],
    ['paired with ties', { model: 'paired' }],
    ['paired, half points', { model: 'paired', ties: 'half' }],
  ] as const)('%s', (_, change) => {
    const given = givenSurvey()
    const own = setUp({ ...given, planned: { ...given.planned, ...change } })
    const changes = approximateChanges(own)!
    const rows = [0, 11, 22, 33, 44, 55, 66, 77, 88, 99, 110, 121, 132, 143]
    const exact = rows.map((row) => {
      const value = estimate(
        keepRespondents(own.table, (one) => one !== row),
        own.given.planned,
        own.given,
      )
      return value.outcome === 'value' && own.plan.outcome === 'value'
        ? value.predicted - own.plan.predicted
        : 0
    })
    expect(
      correlation(
        rows.map((row) => changes[row]!),
        exact,
      ),
    ).toBeGreaterThan(0.97)
  })
})

describe('leaving out a few', () => {
  test('every single surgeon is tried, and the one reported is the worst there is', () => {
    expect(found.tried).toBe(150)
    const worst = Math.max(
      ...bench.table.respondents.map((name) => Math.abs(without([name]) - plan.predicted)),
    )
    expect(Math.abs(found.singles[0]!.change)).toBeCloseTo(worst, 10)
  })

  test('every set is refitted exactly, and larger ones move the value further', () => {
    for (const set of found.sets) expect(without(set.respondents)).toBeCloseTo(set.predicted, 10)
    for (const direction of [-1, 1]) {
      const path = found.sets.filter(({ change }) => direction * change > 0)
      expect(path.map(({ respondents }) => respondents.length)).toEqual([1, 2, 3, 4, 5])
      for (let k = 1; k < path.length; k++)
        expect(direction * path[k]!.change).toBeGreaterThan(direction * path[k - 1]!.change)
    }
  })

  test('the smallest set is one without which the rounded value is another', () => {
    expect(found.smallest!.predicted.toFixed(plan.decimals)).not.toBe(plan.predicted.toFixed(plan.decimals))
    expect(found.smallest!.respondents).toHaveLength(1)
  })

  test('of very many only those the approximation puts first are tried, and the sentence says so', () => {
    const given = givenSurvey()
    if (given.primary.table.kind !== 'wide') throw new Error('a wide table')
    const { table } = given.primary
    const times = [0, 1, 2, 3]
    const large = {
      ...table,
      respondents: times.flatMap((time) => table.respondents.map((name) => `${name}-${time}`)),
      scores: times.flatMap(() => table.scores),
    }
    const people = times.flatMap(() => given.people)
    const many = searchInfluence(setUp({ ...given, people, primary: { ...given.primary, table: large } }))!
    expect(many).toMatchObject({ respondents: 600, tried: 120 })
    expect(searchSentence(many)).toContain('Of the 600 surgeons the 120 that a first-order approximation')
  })
})

describe('the sentences', () => {
  const at = (predicted: number, ...respondents: string[]) => ({
    respondents,
    predicted,
    change: predicted - 18.2,
  })
  const value = { ...plan, predicted: 18.2, decimals: 1, low: 12, high: 24 }
  const base = { respondents: 150, tried: 150, singles: [] }

  test('no set changes the rounded result', () => {
    const sets = [at(18.21, 'S1'), at(18.22, 'S1', 'S2'), at(18.23, 'S1', 'S2', 'S3')]
    expect(influenceSentence({ ...base, sets, smallest: undefined }, value)).toBe(
      'No three surgeons were found who change the rounded result of 18.2.',
    )
  })

  test('two together do, and no one alone', () => {
    const smallest = at(17.9, 'S1', 'S2')
    expect(influenceSentence({ ...base, sets: [smallest], smallest }, value)).toBe(
      'No single surgeon changes the rounded result. Leaving out these two would move it from 18.2 to 17.9.',
    )
    expect(reachSentence({ ...base, sets: [smallest], smallest }, value)).toBe(
      'The furthest that was reached: 17.9 without two surgeons.',
    )
  })

  test('of many, the sentence claims nothing about those not tried', () => {
    const smallest = at(17.9, 'S1', 'S2')
    const many = { ...base, respondents: 5000, tried: 120, sets: [smallest], smallest }
    expect(influenceSentence(many, value)).toContain('No single surgeon tried changes')
  })
})
