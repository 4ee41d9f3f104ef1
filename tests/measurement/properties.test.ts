import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitPaired } from '../../server/measurement/paired/fit-paired.ts'
import { toJudgements } from '../../server/measurement/paired/judgements.ts'
import { clusteredErrors } from '../../server/measurement/paired/paired-errors.ts'
import { fitRaoKupper } from '../../server/measurement/paired/rao-kupper.ts'
import { chooseCalibrationSet } from '../../server/measurement/person-item/calibration-set.ts'
import { fitConditional } from '../../server/measurement/person-item/fit-conditional.ts'
import { fitJoint } from '../../server/measurement/person-item/fit-joint.ts'
import { fitMarginal } from '../../server/measurement/person-item/fit-marginal.ts'
import { itemEstimates } from '../../server/measurement/person-item/item-estimates.ts'
import { type Responses, toResponses } from '../../server/measurement/person-item/responses.ts'
import { analyseAnswers } from '../../server/results/analyse-answers.ts'
import { analysisResult } from '../../server/results/analysis-result.ts'
import { analysisText } from '../../server/results/analysis-text.ts'
import type { AnalysisOptions } from '../../server/results/answer-table.ts'

type Rows = (number | null)[][]
type Fitter = (
  responses: Responses,
) => ReturnType<typeof fitMarginal> | ReturnType<typeof fitConditional> | ReturnType<typeof fitJoint>

const fitters: [string, Fitter, 'all' | 'non-extreme'][] = [
  ['marginal', (responses) => fitMarginal(responses, 'rsm'), 'all'],
  ['marginal partial credit', (responses) => fitMarginal(responses, 'pcm'), 'all'],
  ['conditional', (responses) => fitConditional(responses, 'rsm'), 'all'],
  ['conditional partial credit', (responses) => fitConditional(responses, 'pcm'), 'all'],
  ['joint', (responses) => fitJoint(responses, 'rsm'), 'non-extreme'],
]

/** Random answers with some structure, so that most of them have an estimate. */
const tables = fc
  .record({
    persons: fc.integer({ min: 25, max: 50 }),
    items: fc.integer({ min: 3, max: 6 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
    missing: fc.double({ min: 0, max: 0.3, noNaN: true }),
  })
  .map(({ persons, items, seed, missing }) => drawRows(persons, items, seed, missing))

function drawRows(persons: number, items: number, seed: number, missing: number): Rows {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: persons }, () => {
    const view = 4 * random() - 2
    return Array.from({ length: items }, (_, i) => {
      if (random() < missing) return null
      const pull = view + i * 0.5 - 1 + 3 * (random() - 0.5)
      return pull < -0.7 ? 0 : pull < 0.7 ? 1 : 2
    })
  })
}

/** Measures and errors of all calibrated items, or undefined when the data have no estimate. */
function estimate(rows: Rows, fitter: Fitter, persons: 'all' | 'non-extreme') {
  const responses = toResponses(rows, 2)
  if ('outcome' in responses) return undefined
  const set = chooseCalibrationSet(responses, { persons })
  if ('outcome' in set || set.itemsUsed.length < responses.items) return undefined
  const fit = fitter(set.responses)
  return fit.outcome === 'fit' ? { fit, set, ...itemEstimates(fit) } : undefined
}

function expectNear(ours: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-6) {
  expect(ours.length).toBe(expected.length)
  for (let k = 0; k < ours.length; k++) expect(Math.abs(ours[k]! - expected[k]!)).toBeLessThan(tolerance)
}

describe.each(fitters)('%s estimation', (_name, fitter, persons) => {
  const check = (property: (rows: Rows, found: NonNullable<ReturnType<typeof estimate>>) => void) => {
    let estimated = 0
    fc.assert(
      fc.property(tables, (rows) => {
        const found = estimate(rows, fitter, persons)
        if (found) property(rows, found)
        if (found) estimated++
      }),
      { numRuns: 25, seed: 11 },
    )
    expect(estimated).toBeGreaterThan(15)
  }

  it('solves its score equations below 1e-8', () => {
    check((_rows, found) => expect(found.fit.maxScore).toBeLessThan(1e-8))
  })

  it('does not depend on the order of rows or on the labels of items', () => {
    check((rows, found) => {
      const turned = estimate(
        [...rows].reverse().map((row) => [...row].reverse()),
        fitter,
        persons,
      )
      expectNear(turned!.locations, Array.from(found.locations).reverse())
      expectNear(turned!.locationErrors, Array.from(found.locationErrors).reverse())
    })
  })

  it('flips signs when the orientation is reversed', () => {
    check((rows, found) => {
      const flipped = estimate(
        rows.map((row) => row.map((x) => (x === null ? null : 2 - x))),
        fitter,
        persons,
      )
      expectNear(
        flipped!.locations,
        found.locations.map((value) => -value),
      )
      expectNear(flipped!.locationErrors, found.locationErrors)
    })
  })

  it('scales model-based errors by 1/sqrt(2) when the data are doubled', () => {
    check((rows, found) => {
      const doubled = estimate([...rows, ...rows], fitter, persons)
      expectNear(doubled!.locations, found.locations)
      expectNear(
        doubled!.locationErrors,
        found.locationErrors.map((value) => value * Math.SQRT1_2),
      )
    })
  })

  it('drops rows without any answer first, and counts them', () => {
    check((rows, found) => {
      const empty = rows[0]!.map(() => null)
      const padded = estimate([empty, ...rows, empty], fitter, persons)
      expect(padded!.set.emptyRows).toBe(found.set.emptyRows + 2)
      expectNear(padded!.locations, found.locations)
    })
  })
})

const judgementRows = fc.array(
  fc.record({
    a: fc.integer({ min: 0, max: 4 }),
    gap: fc.integer({ min: 1, max: 4 }),
    more: fc.constantFrom(0, 1, 2),
    first: fc.constantFrom(1, -1),
    respondent: fc.integer({ min: 0, max: 9 }),
  }),
  { minLength: 30, maxLength: 120 },
)

describe('paired estimation', () => {
  const check = (
    property: (rows: { a: number; b: number; more: number; first: number; respondent: number }[]) => void,
  ) =>
    fc.assert(
      fc.property(judgementRows, (rows) =>
        property(rows.map(({ a, gap, ...rest }) => ({ a, b: (a + gap) % 5, ...rest }))),
      ),
      { numRuns: 40, seed: 5 },
    )
  let estimated = 0
  const fitOf = (rows: Parameters<typeof toJudgements>[0], order = true) => {
    const judgements = toJudgements(rows, 5)
    if ('outcome' in judgements) return undefined
    const fit = fitPaired(judgements, { order })
    if (fit.outcome === 'fit') estimated++
    return fit.outcome === 'fit' ? { fit, judgements } : undefined
  }

  it('solves its score equations below 1e-8, Rao and Kupper too', () => {
    check((rows) => {
      const found = fitOf(rows)
      if (!found) return
      expect(found.fit.maxScore).toBeLessThan(1e-8)
      const other = fitRaoKupper(found.judgements)
      if (other.outcome === 'fit') expect(other.maxScore).toBeLessThan(1e-8)
    })
    expect(estimated).toBeGreaterThan(30)
  })

  it('does not depend on row order, labels, or on which item of a pair is called a', () => {
    check((rows) => {
      const found = fitOf(rows)
      if (!found) return
      const relabelled = rows.map((row) => ({ ...row, a: 4 - row.a, b: 4 - row.b })).reverse()
      expectNear(fitOf(relabelled)!.fit.B, Array.from(found.fit.B).reverse())
      const swapped = fitOf(
        rows.map((row) => ({ ...row, a: row.b, b: row.a, more: 2 - row.more, first: -row.first })),
      )!
      expectNear(swapped.fit.parameters, found.fit.parameters)
      expectNear(
        clusteredErrors(swapped.fit, swapped.judgements).errors,
        clusteredErrors(found.fit, found.judgements).errors,
      )
    })
  })

  it('flips signs when the orientation is reversed, and the order effect with it', () => {
    check((rows) => {
      const found = fitOf(rows)
      if (!found) return
      const flipped = fitOf(rows.map((row) => ({ ...row, more: 2 - row.more })))!.fit
      expectNear(
        flipped.B,
        found.fit.B.map((value) => -value),
      )
      expect(flipped.F).toBeCloseTo(-found.fit.F!, 6)
      expect(flipped.T ?? 0).toBeCloseTo(found.fit.T ?? 0, 6)
    })
  })

  it('scales model-based errors by 1/sqrt(2) when the data are doubled; clustered ones see the copies', () => {
    check((rows) => {
      const found = fitOf(rows)
      if (!found) return
      const doubled = fitOf([...rows, ...rows])!
      expectNear(
        doubled.fit.fullErrors,
        found.fit.fullErrors.map((value) => value * Math.SQRT1_2),
      )
      const before = clusteredErrors(found.fit, found.judgements).errors
      expectNear(clusteredErrors(doubled.fit, doubled.judgements).errors, before)
    })
  })
})

describe('whatever the answers, a result holds finite numbers or says why not', () => {
  const options = fc.record({
    model: fc.constantFrom('rsm', 'pcm', 'dichotomous', 'paired'),
    estimator: fc.constantFrom('mml', 'cml', 'jmle'),
    ties: fc.constantFrom('adjacent', 'drop', 'half'),
    completeRows: fc.boolean(),
    order: fc.boolean(),
    seed: fc.integer({ min: 0, max: 99 }),
    replications: fc.constantFrom(0, 25),
  }) as fc.Arbitrary<AnalysisOptions>
  const cell = fc.option(fc.integer({ min: 0, max: 2 }), { nil: null, freq: 4 })
  const wide = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 5 }))
    .chain(([persons, items]) =>
      fc.array(fc.array(cell, { minLength: items, maxLength: items }), {
        minLength: persons,
        maxLength: persons,
      }),
    )

  it('over random small tables', () => {
    fc.assert(
      fc.property(wide, options, (scores, chosen) => {
        const items = scores[0]!.map((_, k) => ({ id: `C${k}`, workRvu: 10 + 3 * k, isTarget: false }))
        const result = analyseAnswers(
          { kind: 'wide', items, respondents: scores.map((_, n) => `S${n}`), scores },
          chosen,
        )
        analysisResult.parse(result)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        expect(analysisText(result)).not.toMatch(/NaN|Infinity|undefined/)
        if (result.outcome !== 'fit') expect(result.sentence.length).toBeGreaterThan(20)
      }),
      { numRuns: 400, seed: 3 },
    )
  })

  it('over random small sets of pairs', () => {
    const rows = fc.array(
      fc.record({
        a: fc.integer({ min: 0, max: 4 }),
        gap: fc.integer({ min: 1, max: 4 }),
        more: fc.constantFrom(0, 1, 2),
        first: fc.constantFrom(1, -1, 0),
        respondent: fc.integer({ min: 0, max: 3 }),
        weight: fc.constant(1),
      }),
      { maxLength: 25 },
    )
    fc.assert(
      fc.property(rows, options, (judged, chosen) => {
        const judgements = judged.map(({ gap, ...row }) => ({ ...row, b: (row.a + gap) % 5 }))
        const items = [0, 1, 2, 3, 4].map((k) => ({
          id: `C${k}`,
          workRvu: k === 4 ? null : 10 + 3 * k,
          isTarget: k === 4,
        }))
        const result = analyseAnswers(
          { kind: 'pairs', items, respondents: ['A', 'B', 'C', 'D'], judgements },
          chosen,
        )
        analysisResult.parse(result)
        expect(analysisText(result)).not.toMatch(/NaN|Infinity|undefined/)
      }),
      { numRuns: 400, seed: 3 },
    )
  })
})
