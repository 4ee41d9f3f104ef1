import { describe, expect, it } from 'vitest'
import { fitPaired } from '../../server/measurement/paired/fit-paired.ts'
import { fitMarginal } from '../../server/measurement/person-item/fit-marginal.ts'
import { itemEstimates, meanLocation } from '../../server/measurement/person-item/item-estimates.ts'
import { dichotomise } from '../../server/measurement/person-item/responses.ts'
import { jamoviTables } from '../../server/measurement/recipe/jamovi-recipe.ts'
import { correctAttenuation } from '../../server/measurement/value/attenuation.ts'
import { averageEstimates } from '../../server/measurement/value/average-estimates.ts'
import { chainIntervals } from '../../server/measurement/value/chain-intervals.ts'
import { readDichotomised } from '../../server/measurement/value/dichotomised-reading.ts'
import { impliedWrvu, shownDecimals } from '../../server/measurement/value/implied-wrvu.ts'
import { calibrateInversely, fitLogLine } from '../../server/measurement/value/line-variants.ts'
import { pairedDraws, starDraws } from '../../server/measurement/value/measure-draws.ts'
import { valueBundle } from '../../server/measurement/value/procedure-value.ts'
import { fitLine } from '../../server/measurement/value/regression-line.ts'
import { expectFit, readCsv, readGold, readWide } from '../validation/fixtures.ts'
import { readPaired } from '../validation/paired.ts'
import {
  compareLinking,
  comparePublishedValues,
  discReplacementStudy,
  endoscopyStudy,
  expectValue,
} from '../validation/value.ts'

const workRvu = readCsv('gold/survey_150x10_comparators.csv').map((row) => Number(row.work_rvu))
const survey = readWide('gold/survey_150x10_work.csv')
const fit = expectFit(fitMarginal(survey, 'rsm'))

function pointsOf(estimates = itemEstimates(fit)) {
  return { measures: estimates.locations, errors: estimates.locationErrors, workRvu }
}

it('the link to wRVU reproduces the reference results', () => {
  const rows = compareLinking()
  expect(rows.length).toBeGreaterThan(60)
  expect(rows.filter((row) => !(row.difference <= row.tolerance))).toEqual([])
})

it('published values are recomputed', () => {
  expect(comparePublishedValues().filter((row) => !(row.difference <= row.tolerance))).toEqual([])
})

describe('cautions stand beside the value', () => {
  const kinds = (value: ReturnType<typeof endoscopyStudy>) => value.warnings.map((warning) => warning.kind)

  it('a value read at the centroid coincides with the survey-free baseline', () => {
    expect(kinds(endoscopyStudy('centroid'))).toContain('coincides-with-baseline')
    expect(kinds(endoscopyStudy('target'))).not.toContain('coincides-with-baseline')
  })

  it('a target outside the comparators is extrapolated and not bracketed', () => {
    expect(kinds(endoscopyStudy('target'))).toEqual(
      expect.arrayContaining(['extrapolated', 'not-bracketed', 'wide-interval']),
    )
    expect(kinds(discReplacementStudy(2022, true))).not.toContain('extrapolated')
  })

  it('a survey that orders comparators against their work RVU is suspected of turned answers', () => {
    const { measures, errors } = pointsOf()
    const turned = expectValue(
      impliedWrvu({ measures: measures.map((value) => -value), errors, workRvu }, { kind: 'centroid' }),
    )
    expect(kinds(turned)).toContain('negative-slope')
  })
})

describe('reading the value off', () => {
  it('digits follow the half-width to two significant figures', () => {
    expect([12, 6.2, 0.35, 120, 0].map(shownDecimals)).toEqual([0, 1, 2, 0, 2])
  })

  it('the rating scale model reads near the published 21.87 and between the two dichotomised readings', () => {
    const value = expectValue(
      impliedWrvu(pointsOf(), { kind: 'target', measure: 0, error: meanLocation(fit).error }),
    )
    expect(value.readOut.predicted).toBeCloseTo(21.87, 0)
    const recode = (cut: number) => {
      const recoded = expectFit(fitMarginal(dichotomise(survey, cut), 'dichotomous'))
      const estimates = itemEstimates(recoded)
      return {
        measures: estimates.locations,
        errors: estimates.locationErrors,
        meanError: meanLocation(recoded).error,
      }
    }
    const both = readDichotomised(recode(2), recode(1), workRvu)
    if (!('moreOnly' in both)) throw new Error(both.sentence)
    expect(both.moreOnly.readOut.predicted).toBeCloseTo(15.82, 1)
    expect(both.moreOrEqual.readOut.predicted).toBeCloseTo(27.54, 1)
    expect(readDichotomised(recode(2), { outcome: 'empty', sentence: '' }, workRvu)).toMatchObject({
      sentence: expect.stringContaining('both ways'),
    })
  })

  it('attenuation is the reliability of the comparators', () => {
    const { measures, errors } = pointsOf()
    const line = fitLine(measures, workRvu)
    if (line.outcome !== 'line') throw new Error(line.sentence)
    const corrected = correctAttenuation(line, errors, 0)
    if ('outcome' in corrected) throw new Error(corrected.sentence)
    expect(corrected.reliability).toBeGreaterThan(0.9)
    expect(corrected.slope).toBeCloseTo(line.slope / corrected.reliability, 10)
    expect(
      correctAttenuation(
        line,
        errors.map(() => 5),
        0,
      ),
    ).toMatchObject({ outcome: 'all-equal' })
  })

  it('what has no line, no limits or no value says so', () => {
    expect(fitLine([1, 2], [3, 4])).toMatchObject({ outcome: 'too-few-items' })
    expect(fitLine([1, 1, 1], [3, 4, 5])).toMatchObject({ outcome: 'all-equal' })
    expect(fitLine([1, Number.NaN, 2], [3, 4, 5])).toMatchObject({ outcome: 'value-out-of-range' })
    expect(calibrateInversely([0, 1, 0, 1], [1, 1.1, 2, 2.1], 0)).toMatchObject({
      outcome: 'undefined-limits',
    })
    expect(calibrateInversely([0, 1, 2], [4, 4, 4], 0)).toMatchObject({ outcome: 'all-equal' })
    expect(fitLogLine([1, 2, 3], [0, 1, 2], 1)).toMatchObject({ outcome: 'value-out-of-range' })
    expect(averageEstimates([])).toMatchObject({ outcome: 'empty' })
    expect(valueBundle([], 2023)).toMatchObject({ outcome: 'empty' })
    expect(
      valueBundle([{ code: '27278', workRvu: Number.NaN, multipleProcedureIndicator: 2 }], 2023),
    ).toMatchObject({ outcome: 'value-out-of-range' })
  })

  it('a bundle counts the highest reducible code and every add-on in full', () => {
    const codes = [
      { code: 'A', workRvu: 10, multipleProcedureIndicator: 2 },
      { code: 'B', workRvu: 20, multipleProcedureIndicator: 2 },
      { code: 'C', workRvu: 6, multipleProcedureIndicator: 0 },
    ]
    expect(valueBundle(codes, 2023)).toMatchObject({
      workRvu: 31,
      parts: [{ share: 0.5 }, { share: 1 }, { share: 1 }],
    })
    expect(valueBundle(codes, 2023, false)).toMatchObject({ workRvu: 36 })
  })
})

describe('whole-chain intervals', () => {
  const found = { comparators: itemEstimates(fit).locations, targets: [0] }
  const draws = starDraws(fit, survey, { replications: 400, seed: 1 })

  it('shows surgeons, comparators and both together, and the same seed gives the same numbers', () => {
    const first = chainIntervals(found, workRvu, draws, { seed: 5 })
    if (first.outcome !== 'intervals') throw new Error(first.sentence)
    const [target] = first.targets
    const width = ([low, high]: [number, number]) => high - low
    expect(width(target!.surgeons)).toBeLessThan(width(target!.comparators))
    expect(width(target!.together)).toBeGreaterThan(width(target!.comparators))
    expect(chainIntervals(found, workRvu, draws, { seed: 5 })).toEqual(first)
    const again = starDraws(fit, survey, { replications: 400, seed: 1 })
    expect(again.comparators).toEqual(draws.comparators)
  })

  it('without scatter of comparators only the surgeons remain', () => {
    const onLine = Array.from(found.comparators, (measure) => 20 + 6 * measure)
    const exact = chainIntervals(found, onLine, draws, { seed: 5 })
    if (exact.outcome !== 'intervals') throw new Error(exact.sentence)
    const { comparators } = exact.targets[0]!
    expect(comparators[1] - comparators[0]).toBeLessThan(1e-6)
  })

  it('differences between targets come from joint draws and are narrower than apart', () => {
    const { judgements } = readPaired('gold/roundrobin_150.csv')
    const paired = expectFit(fitPaired(judgements))
    const roles = { comparators: [0, 1, 2, 3, 4, 5, 6, 7], targets: [9, 10] }
    const drawn = pairedDraws(paired, judgements, roles, { replications: 200, seed: 3 })
    const measures = {
      comparators: roles.comparators.map((i) => paired.B[i]!),
      targets: roles.targets.map((i) => paired.B[i]!),
    }
    const result = chainIntervals(measures, workRvu.slice(0, 8), drawn, { seed: 4 })
    if (result.outcome !== 'intervals') throw new Error(result.sentence)
    expect(result.differences).toHaveLength(1)
    const [difference] = result.differences
    expect(difference!.predicted).toBeCloseTo(result.targets[0]!.predicted - result.targets[1]!.predicted, 9)
    expect(difference!.surgeons[0]).toBeLessThan(difference!.predicted)
    expect(difference!.surgeons[1]).toBeGreaterThan(difference!.predicted)
  })

  it('too few draws give no interval; progress can stop a bootstrap', () => {
    const few = starDraws(fit, survey, { replications: 100, seed: 1, onProgress: (done) => done < 5 })
    expect(few.comparators).toHaveLength(5)
    expect(chainIntervals(found, workRvu, few, { seed: 1 })).toMatchObject({ outcome: 'not-converged' })
  })
})

describe('the published recipe', () => {
  it('drops incomplete rows as jamovi does, and says how many', () => {
    const tables = jamoviTables(survey)
    if (tables.outcome !== 'tables') throw new Error(tables.sentence)
    const gold = readGold('survey_150x10_work').mml_rsm.snowIRT_listwise
    expect(tables.set.rowsUsed).toHaveLength(gold.rows_used)
    expect(tables.set.incompleteRowsDropped).toBe(150 - gold.rows_used)
    expect(tables.personReliability).toBeCloseTo(gold.person_reliability, 3)
    expect(tables.dependence.madaq3).toBeCloseTo(gold.MADaQ3, 3)
  })

  it('fits thresholds apart by partial credit, on all rows when asked', () => {
    const tables = jamoviTables(survey, { allRows: true })
    if (tables.outcome !== 'tables' || tables.partialCredit?.outcome !== 'tables')
      throw new Error('no tables')
    const gold = readGold('survey_150x10_work').mml_pcm
    expect(tables.partialCredit.criteria.AIC).toBeCloseTo(gold.AIC, 3)
    expect(tables.partialCredit.comparison.df).toBe(9)
  })
})
