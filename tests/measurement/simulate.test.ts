import { describe, expect, it } from 'vitest'
import { randomStream } from '../../server/measurement/numeric/random.ts'
import { drawSurvey, trueMeasures } from '../../server/measurement/simulate/draw-survey.ts'
import { designPairs, type SimulationPlan, USUAL_PLAN } from '../../server/measurement/simulate/plan.ts'
import { simulateStudy } from '../../server/measurement/simulate/simulate-study.ts'

function simulate(changes: Partial<SimulationPlan>) {
  const result = simulateStudy({ ...USUAL_PLAN, replications: 60, ...changes })
  if (result.outcome !== 'simulated') throw new Error(result.sentence)
  return result
}

describe('the simulator', () => {
  it('is deterministic for a seed and stops when asked', () => {
    expect(simulate({ replications: 5 })).toEqual(simulate({ replications: 5 }))
    expect(simulate({ replications: 5, seed: 2 })).not.toEqual(simulate({ replications: 5 }))
    expect(simulateStudy(USUAL_PLAN, (done) => done < 3)).toMatchObject({ replications: 3 })
  })

  it('covers near the nominal share, without bias, in every design', () => {
    for (const [design, pairsPerSurgeon] of [
      ['star', 10],
      ['linked', 20],
      ['round-robin', 25],
    ] as const) {
      const result = simulate({
        design,
        pairsPerSurgeon,
        surgeonSpread: design === 'star' ? 1 : 0,
        replications: 150,
      })
      expect(result.withoutEstimate).toBe(0)
      expect(Math.abs(result.coverageErrorOnce.share - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 150))
      expect(Math.abs(result.measureCoverage.share - 0.95)).toBeLessThan(0.05)
      expect(Math.abs(result.bias)).toBeLessThan(4 * result.biasError)
    }
  })

  it('says that more scatter widens and more pairs lengthen', () => {
    const usual = simulate({})
    expect(simulate({ comparatorScatter: 6 }).intervalWidth).toBeGreaterThan(2 * usual.intervalWidth)
    expect(usual.minutesPerSurgeon).toBeCloseTo((180 + 150) / 60, 10)
  })

  it('meets unanimous comparators in small, widely spread studies', () => {
    expect(simulate({ surgeons: 8, spread: 3 }).unanimousChance.share).toBeGreaterThan(0.5)
    expect(simulate({ surgeons: 200 }).unanimousChance.share).toBe(0)
  })

  it('draws ties, missing answers and measures as planned', () => {
    const plan = { ...USUAL_PLAN, surgeons: 4000, spread: 0.001, surgeonSpread: 0, missingRate: 0.2 }
    const survey = drawSurvey(plan, randomStream(3))
    expect(survey.rows.length / 40_000).toBeCloseTo(0.8, 1)
    expect(survey.rows.filter((row) => row.more === 1).length / survey.rows.length).toBeCloseTo(0.3, 1)
    const measures = trueMeasures({ ...USUAL_PLAN, spread: 2, targetMeasure: 1.5 })
    expect(measures.at(-1)).toBe(1.5)
    expect(measures.slice(0, 10).reduce((sum, value) => sum + value ** 2, 0) / 10).toBeCloseTo(4, 10)
  })

  it('knows the pairs of each design', () => {
    expect(designPairs({ design: 'star', comparators: 10 })).toHaveLength(10)
    expect(designPairs({ design: 'round-robin', comparators: 10 })).toHaveLength(55)
  })

  it('refuses a plan that makes no sense, with a sentence', () => {
    for (const changes of [
      { surgeons: 1 },
      { comparators: 2 },
      { tieRate: 1 },
      { pairsPerSurgeon: 11 },
      { seed: 0.5 },
      { spread: Number.NaN },
    ]) {
      expect(simulateStudy({ ...USUAL_PLAN, ...changes })).toMatchObject({ outcome: 'value-out-of-range' })
    }
  })
})
