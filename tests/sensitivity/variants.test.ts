import { describe, expect, test } from 'vitest'
import { sensitivityPack, type TargetSensitivity } from '../../server/sensitivity/pack.ts'
import type { VariantResult } from '../../server/sensitivity/variant.ts'
import { givenPerson, givenSurvey } from './given-case.ts'

/** 150 surgeons of the reference survey: three societies, a group of four, some without conflict, one very fast. */
const survey = givenSurvey((row) => ({
  society: row < 4 ? 'delta' : ['alpha', 'beta', 'gamma'][row % 3]!,
  language: row % 2 === 0 ? 'en' : 'es',
  performer: row % 4 !== 0,
  conflict: row % 3 === 0,
  specialty: row < 8 ? 'neurosurgery' : row < 30 ? null : 'orthopaedic',
  seconds: row === 7 ? [0.5, 0.6, 0.7] : [6, 7, 8],
}))
const [pack] = sensitivityPack([survey]) as [TargetSensitivity]

function resultOf(id: string, of = pack): VariantResult {
  const found = of.variants.find((variant) => variant.id === id)
  if (!found) throw new Error(`no variant ${id}`)
  return found.result
}
function estimateOf(id: string, of = pack) {
  const result = resultOf(id, of)
  if (result.outcome !== 'value') throw new Error(`${id}: ${result.sentence}`)
  return result
}
const plan = pack.plan.outcome === 'value' ? pack.plan : expect.fail('no plan')

describe('the planned value and what other models make of the same answers', () => {
  test('the plan reads what the reference program reads', () => {
    expect(plan.predicted).toBeCloseTo(21.87, 2)
    expect(plan).toMatchObject({ respondents: 150, comparators: 10, readOut: 0, decimals: 1 })
  })

  test('ties as less and as more read what dichotomising reads, one on each side of the plan', () => {
    expect(estimateOf('ties-as-less').predicted).toBeCloseTo(15.82, 2)
    expect(estimateOf('ties-as-more').predicted).toBeCloseTo(27.54, 2)
  })

  test('Davidson, half points, CML and partial credit stay near the plan and inside its interval', () => {
    for (const id of ['ties-davidson', 'ties-half', 'estimator-cml', 'model-partial-credit']) {
      const { predicted, difference } = estimateOf(id)
      expect(Math.abs(difference!), id).toBeLessThan(0.5)
      expect(predicted - plan.predicted).toBeCloseTo(difference!, 10)
    }
  })

  test('the planned model and estimator are not variants of themselves', () => {
    const ids = pack.variants.map(({ id }) => id)
    expect(ids).not.toContain('ties-middle-category')
    expect(ids).not.toContain('estimator-mml')
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('a plan of another model names the middle category as a variant', () => {
    const planned = { ...survey.planned, model: 'paired', ties: 'half' } as const
    const [paired] = sensitivityPack([{ ...survey, planned }])
    expect(estimateOf('ties-middle-category', paired).predicted).toBeCloseTo(plan.predicted, 10)
    expect(paired!.variants.map(({ id }) => id)).not.toContain('ties-half')
  })
})

describe('groups of respondents', () => {
  test('only performers, and only those without a conflict, are counted and estimated', () => {
    expect(estimateOf('only-performer').respondents).toBe(112)
    expect(estimateOf('only-conflict').respondents).toBe(100)
  })

  test('what the study did not ask is said, never guessed', () => {
    expect(resultOf('only-typical')).toEqual({
      outcome: 'not-asked',
      sentence: 'The study did not ask whether the patient described is typical.',
    })
  })

  test('where everybody belongs to a group, its result is the plan’s and says so', () => {
    const all = givenSurvey(() => ({ performer: true }))
    const [same] = sensitivityPack([all])
    expect(resultOf('only-performer', same)).toMatchObject({ outcome: 'same' })
  })

  test('a group below the threshold is withheld, and two more: who knows one of them knows no other', () => {
    // Four of delta: with the total known the smallest other society must go too, and one more, whose coordinator
    // knows its count.

    expect(resultOf('society-delta').outcome).toBe('withheld')
    expect(resultOf('without-delta').outcome).toBe('withheld')
    const shown = ['alpha', 'beta', 'gamma'].filter((slug) => resultOf(`society-${slug}`).outcome === 'value')
    expect(shown).toHaveLength(1)
  })

  test('a withheld count stands in no sentence of the pack', () => {
    expect(JSON.stringify(pack)).not.toMatch(/\b4 respondents/)
  })

  test('no trait gives away a handful: four who do not perform withhold those who do', () => {
    const few = givenSurvey((row) => ({ performer: row >= 4 }))
    expect(resultOf('only-performer', sensitivityPack([few])[0]).outcome).toBe('withheld')
  })

  test('a group large enough to be shown and too small for an estimate says how many it has', () => {
    expect(resultOf('specialty-neurosurgery')).toEqual({
      outcome: 'too-few',
      sentence: '8 respondents; an estimate of its own needs 20.',
    })
  })

  test('one society, or none, makes no comparison between societies', () => {
    const [one] = sensitivityPack([givenSurvey()])
    expect(resultOf('society-alpha', one).outcome).toBe('same')
    expect(one!.variants.some(({ id }) => id.startsWith('without-alpha'))).toBe(false)
    expect(one!.differences).toEqual([])
  })
})

describe('answers left out, taken in or exchanged', () => {
  test('complete respondents are those jamovi would keep', () => {
    expect(estimateOf('complete').respondents).toBe(32)
  })

  test('the one who took a tenth of everybody’s time is left out, and the threshold named', () => {
    expect(estimateOf('unhurried').respondents).toBe(149)
    const { differs } = pack.variants.find(({ id }) => id === 'unhurried')!
    expect(differs).toContain('2.3 seconds')
  })

  test('everybody with an answer takes in whom the plan leaves out', () => {
    const half = givenSurvey()
    const everybody = half.primary.table
    if (everybody.kind !== 'wide') throw new Error('a wide table')
    const primary = {
      ...half.primary,
      table: {
        ...everybody,
        respondents: everybody.respondents.slice(0, 90),
        scores: everybody.scores.slice(0, 90),
      },
    }
    const [small] = sensitivityPack([{ ...half, primary, people: half.people.slice(0, 90) }])
    expect(estimateOf('everybody', small).predicted).toBeCloseTo(plan.predicted, 10)
    expect(small!.plan).toMatchObject({ respondents: 90 })
  })

  test('without repeats there is no second answer to take', () => {
    expect(resultOf('second-answers').outcome).toBe('not-asked')
  })

  test('leaving a comparator out leaves one point less on the line and another baseline', () => {
    const without = estimateOf('without-c06')
    expect(without.comparators).toBe(9)
    expect(without.baseline).not.toBeCloseTo(plan.baseline, 3)
  })
})

describe('what cannot be estimated says why', () => {
  test('nobody at all', () => {
    const empty = givenSurvey()
    if (empty.primary.table.kind !== 'wide') throw new Error('a wide table')
    const table = { ...empty.primary.table, respondents: [], scores: [] }
    const [none] = sensitivityPack([
      { ...empty, people: [], everybody: table, primary: { ...empty.primary, table } },
    ])
    expect(none!.plan).toMatchObject({ outcome: 'none' })
    expect(none!.influence).toBeUndefined()
    for (const { result } of none!.variants)
      if (result.outcome !== 'value') expect(result.sentence).toMatch(/\.$/)
  })

  test('all answers equal', () => {
    const given = givenSurvey()
    if (given.primary.table.kind !== 'wide') throw new Error('a wide table')
    const table = {
      ...given.primary.table,
      scores: given.primary.table.scores.map((row) => row.map(() => 1)),
    }
    const [none] = sensitivityPack([{ ...given, everybody: table, primary: { ...given.primary, table } }])
    expect(none!.plan.outcome).toBe('none')
    for (const { result, name } of none!.variants) {
      expect(JSON.stringify(result), name).not.toContain('null,null')
      if (result.outcome !== 'value') expect(result.sentence, name).not.toBe('')
    }
  })

  test('two respondents', () => {
    const two = givenSurvey()
    if (two.primary.table.kind !== 'wide') throw new Error('a wide table')
    const table = {
      ...two.primary.table,
      respondents: ['S1', 'S2'],
      scores: two.primary.table.scores.slice(0, 2),
    }
    const people = [givenPerson('S1'), givenPerson('S2')]
    const run = () =>
      sensitivityPack([{ ...two, people, everybody: table, primary: { ...two.primary, table } }])
    expect(run).not.toThrow()
  })
})
