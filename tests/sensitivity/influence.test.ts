import { describe, expect, test } from 'vitest'
import { approximateChanges } from '../../server/sensitivity/approximate-changes.ts'
import { estimate } from '../../server/sensitivity/estimate.ts'
import { type LeftOut, searchInfluence } from '../../server/sensitivity/influence.ts'
import {
  influenceSentence,
  reachSentence,
  searchSentence,
  weightOfOne,
} from '../../server/sensitivity/influence-sentences.ts'
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
  /** The half-width is 6: a step of 0.6 is a tenth of it, one of 2 a third. */
  const value = { ...plan, predicted: 18.2, decimals: 1, low: 12.2, high: 24.2 }
  const base = { respondents: 150, tried: 150, withoutEstimate: 0, smallest: undefined }
  const influence = (singles: LeftOut[], sets: LeftOut[] = [], smallest?: LeftOut) => ({
    ...base,
    singles,
    sets,
    smallest,
  })

  test('no set changes the rounded result', () => {
    const sets = [at(18.21, 'S1'), at(18.22, 'S1', 'S2'), at(18.23, 'S1', 'S2', 'S3')]
    expect(influenceSentence(influence([at(18.21, 'S1')], sets), value)).toBe(
      'No single surgeon changes the rounded result of 18.2. No set of up to three surgeons was found that changes it either.',
    )
  })

  test('two together do, and no one alone', () => {
    const two = at(17.9, 'S1', 'S2')
    const found = influence([at(18.21, 'S1')], [two], two)
    expect(influenceSentence(found, value)).toBe(
      'No single surgeon changes the rounded result of 18.2. It takes two surgeons together: leaving them out moves it to 17.9.',
    )
    expect(reachSentence(found, value)).toBe(
      'The furthest that was reached by leaving out a few is 17.9, without two surgeons.',
    )
  })

  test('how far a few take the value down and up reads as one sentence', () => {
    const down = { ...at(16.9, 'S1', 'S2', 'S3'), change: -1.3 }
    const up = { ...at(19.1, 'S4', 'S5', 'S6'), change: 0.9 }
    expect(reachSentence(influence([down], [down, up], down), value)).toBe(
      'By leaving out a few, the value can be brought down to 16.9, without three surgeons, or up to 19.1, without three other surgeons; no set was found that moves it further.',
    )
  })

  test('a last digit that changes is reassuring beside the interval, not an alarm', () => {
    const one = at(18.3, 'S1')
    expect(weightOfOne(influence([one]), value)).toBe('little')
    expect(influenceSentence(influence([one], [one], one), value)).toBe(
      'No single surgeon weighs much: leaving out the one who counts most moves the value from 18.2 to 18.3, a small step beside the interval of 12.2 to 24.2.',
    )
  })

  test('a step that can be seen is said with its size, a large one is a caution', () => {
    const seen = at(19.2, 'S1')
    expect(influenceSentence(influence([seen], [seen], seen), value)).toContain(
      'from 18.2 to 19.2, 17 % of the way from the value to the end of its interval (12.2 to 24.2)',
    )
    const large = at(21, 'S1')
    expect(weightOfOne(influence([large]), value)).toBe('much')
    expect(influenceSentence(influence([large], [large], large), value)).toMatch(/^Caution: the value hangs/)
  })

  test('where only the shorter of two steps is printed as another number, it is not denied', () => {
    const close = { ...value, predicted: 18.24 }
    const down = { ...at(18.16, 'S1'), change: -0.08 }
    const up = { ...at(18.26, 'S2'), change: 0.02 }
    expect(influenceSentence(influence([down, up], [], up), close)).toContain('from 18.2 to 18.3')
  })

  test('surgeons without whom there is no estimate are said', () => {
    const one = at(18.3, 'S1')
    const found = { ...influence([one], [one], one), withoutEstimate: 1 }
    expect(influenceSentence(found, value)).toMatch(
      /^Caution: there is one surgeon without whom there is no estimate at all\. No other single surgeon weighs/,
    )
    expect(searchSentence(found)).toContain('Each of the 150 surgeons was left out once')
  })

  test('of many, the sentence claims nothing about those not tried', () => {
    const many = { ...influence([at(18.21, 'S1')]), respondents: 5000, tried: 120 }
    expect(influenceSentence(many, value)).toContain('No single surgeon of those tried changes')
  })
})
