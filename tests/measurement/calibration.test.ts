import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseCalibrationSet } from '../../server/measurement/person-item/calibration-set.ts'
import { fitConditional } from '../../server/measurement/person-item/fit-conditional.ts'
import { fitJoint } from '../../server/measurement/person-item/fit-joint.ts'
import { fitMarginal } from '../../server/measurement/person-item/fit-marginal.ts'
import { itemEstimates } from '../../server/measurement/person-item/item-estimates.ts'
import { measurePersons, toRows } from '../../server/measurement/person-item/person-measures.ts'
import { dichotomise, toResponses } from '../../server/measurement/person-item/responses.ts'
import { expectFit, readGold, readWide } from '../validation/fixtures.ts'

function pack(rows: (number | null)[][], maxScore = 2) {
  const responses = toResponses(rows, maxScore)
  if ('outcome' in responses) throw new Error(responses.sentence)
  return responses
}

describe('respondents at the edge', () => {
  const gold = readGold('edge_cases').edge_persons
  const responses = readWide('gold/edge_persons.csv')
  const fit = expectFit(fitConditional(responses, 'rsm'))
  const near = (ours: (number | null)[], reference: (number | null)[]) => {
    expect(ours.length).toBe(reference.length)
    reference.forEach((value, n) => {
      if (value === null) expect(ours[n]).toBeNull()
      else expect(ours[n]).toBeCloseTo(value, 5)
    })
  }

  it('extreme, empty and one-answer rows leave the conditional measures as in the reference', () => {
    near(Array.from(itemEstimates(fit).locations), Object.values(gold.location))
    near(Array.from(itemEstimates(fit).locationErrors), Object.values(gold.se))
    near(Array.from(itemEstimates(fit).tau!), gold.tau)
    expect(fit.loglik).toBeCloseTo(gold.loglik, 5)
  })

  it('every respondent with an answer gets finite measures, an empty row none', () => {
    const wle = measurePersons(fit.groups, fit.thresholds, 'wle')
    const ml = measurePersons(fit.groups, fit.thresholds, 'ml')
    near(toRows(fit.groups, wle.measures), gold.theta_WLE)
    near(toRows(fit.groups, wle.errors), gold.se_WLE)
    near(toRows(fit.groups, ml.measures), gold['theta_MLE_extremes_adjusted_0.3'])
    near(toRows(fit.groups, ml.errors), gold.se_MLE)
  })

  it('empty rows are dropped and counted before anything else, extremes are counted', () => {
    const set = chooseCalibrationSet(responses, { persons: 'all' })
    expect(set).toMatchObject({
      emptyRows: 1,
      extremeHighRows: 4,
      extremeLowRows: 1,
      incompleteRowsDropped: 0,
    })
    const complete = chooseCalibrationSet(responses, { persons: 'all', completeRows: true })
    expect(complete).toMatchObject({ emptyRows: 1, incompleteRowsDropped: 1 })
  })
})

describe('what has no estimate is a named outcome with a sentence', () => {
  const answers = [
    [0, 1, 2],
    [1, 2, 2],
    [2, 0, 1],
    [1, 1, 0],
  ]

  it('empty input', () => {
    expect(toResponses([])).toMatchObject({ outcome: 'empty' })
    expect(chooseCalibrationSet(pack([[null, null]]), { persons: 'all' })).toMatchObject({ outcome: 'empty' })
  })

  it('values out of range, fractions, ragged rows', () => {
    expect(toResponses([[0, 3]], 2)).toMatchObject({ outcome: 'value-out-of-range' })
    expect(toResponses([[0, -1]], 2)).toMatchObject({ outcome: 'value-out-of-range' })
    expect(toResponses([[0, 0.5]], 2)).toMatchObject({ outcome: 'value-out-of-range' })
    expect(toResponses([[0, Number.NaN]])).toMatchObject({ outcome: 'value-out-of-range' })
    expect(toResponses([[0, 1], [1]], 2)).toMatchObject({ outcome: 'value-out-of-range' })
  })

  it('fewer than two respondents or items', () => {
    expect(chooseCalibrationSet(pack([[0, 1, 2]]), { persons: 'all' })).toHaveProperty('sentence')
    expect(chooseCalibrationSet(pack([[0], [1], [2]]), { persons: 'all' })).toMatchObject({
      outcome: 'too-few-items',
    })
    const holes = pack([
      [0, null],
      [null, 1],
    ])
    expect(chooseCalibrationSet(holes, { persons: 'all', completeRows: true })).toMatchObject({
      outcome: 'too-few-persons',
    })
  })

  it('a unanimous item is set aside and named', () => {
    const set = chooseCalibrationSet(pack(answers.map((row) => [...row, 2])), { persons: 'all' })
    expect(set).toMatchObject({ itemsAtMaximum: [3], itemsUsed: Int32Array.of(0, 1, 2) })
  })

  it('an unused category refuses the partial credit model and names the items', () => {
    const result = fitMarginal(pack(answers.map((row) => [...row, row[0] === 1 ? 0 : 2])), 'pcm')
    expect(result).toMatchObject({ outcome: 'unused-category', items: [3] })
    expect(
      fitMarginal(
        pack([
          [0, 2],
          [2, 0],
          [2, 2],
        ]),
        'rsm',
      ),
    ).toMatchObject({ outcome: 'unused-category' })
  })

  it('more than two categories refuse the dichotomous model until recoded', () => {
    expect(fitMarginal(pack(answers), 'dichotomous')).toMatchObject({ outcome: 'value-out-of-range' })
    expect(dichotomise(pack([[0, 1, 2, null]]), 2).scores).toEqual(Int8Array.of(0, 0, 1, -1))
  })

  it('items no respondent links are named as groups', () => {
    const rows = [
      [0, 2, null, null],
      [1, 0, null, null],
      [2, 1, null, null],
      [null, null, 0, 2],
      [null, null, 2, 1],
      [null, null, 1, 0],
    ]
    expect(fitConditional(pack(rows), 'rsm')).toMatchObject({
      outcome: 'disconnected',
      groups: [
        [0, 1],
        [2, 3],
      ],
    })
  })

  it('a perfect Guttman order has no finite conditional estimate', () => {
    const rows = [
      [1, 0, 0],
      [1, 1, 0],
      [1, 0, 0],
      [1, 1, 0],
    ]
    expect(fitConditional(pack(rows, 1), 'dichotomous')).toMatchObject({ outcome: 'perfectly-ordered' })
  })

  it('a threshold that runs to infinity is no estimate, though its score equation is nearly solved', () => {
    const tables = fc.integer({ min: 2, max: 4 }).chain((items) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: items, maxLength: items }), {
        minLength: 3,
        maxLength: 12,
      }),
    )
    let refused = 0
    fc.assert(
      fc.property(tables, (rows) => {
        const set = chooseCalibrationSet(pack(rows, 4), { persons: 'non-extreme' })
        if ('outcome' in set) return
        for (const fit of [
          fitMarginal(set.responses, 'rsm'),
          fitJoint(set.responses, 'rsm'),
          fitConditional(set.responses, 'rsm'),
        ]) {
          if (fit.outcome !== 'fit') {
            refused++
            continue
          }
          expect(Math.max(...fit.parameters.map(Math.abs))).toBeLessThanOrEqual(20)
          expect(Math.max(...itemEstimates(fit).locationErrors)).toBeLessThan(1000)
        }
      }),
      { numRuns: 200, seed: 2 },
    )
    expect(refused).toBeGreaterThan(10)
  })

  it('a maximum at infinity is no marginal estimate either', () => {
    const rows = [
      [4, 1, 0, 1],
      [1, 1, 0, 3],
      [1, 0, 0, 2],
    ]
    const set = chooseCalibrationSet(pack(rows, 4), { persons: 'non-extreme' })
    if ('outcome' in set) throw new Error(set.sentence)
    expect(fitMarginal(set.responses, 'rsm')).toMatchObject({ outcome: 'not-converged' })
  })

  it('a maximum at infinity is no conditional estimate, however small score and information have become', () => {
    const ratingScale =
      '0.0 ..2 ..1 00. 011 111 .01 101 .00 000 011 .22 0.. ..1 ..0 .22 0.2 00. 0.1 .22 .0. .00 102'
    const partialCredit =
      '.001 ..22 .112 .2.2 1112 0... 00.0 002. 1222 0..0 .00. .12. .2.. 00.. 0... 01.. 221. 00.0 22.2 2222 0... 0.10 00.0 .0.1 ...1'
    for (const turned of [false, true]) {
      const outcome = 'not-converged'
      expect(fitConditional(pack(rowsOf(ratingScale, turned)), 'rsm')).toMatchObject({ outcome })
      expect(fitConditional(pack(rowsOf(partialCredit, turned)), 'pcm')).toMatchObject({ outcome })
    }
  })
})

/** Rows of categories 0 to 2 from words such as `0.2`, a point where there is no answer. */
function rowsOf(words: string, turned: boolean): (number | null)[][] {
  const read = (one: string) => (one === '.' ? null : turned ? 2 - Number(one) : Number(one))
  return words.split(' ').map((word) => [...word].map(read))
}
