import { describe, expect, it } from 'vitest'
import { toJudgements } from '../../server/measurement/paired/judgements.ts'
import { fitMarginal } from '../../server/measurement/person-item/fit-marginal.ts'
import { measurePersons, toRows } from '../../server/measurement/person-item/person-measures.ts'
import { toResponses } from '../../server/measurement/person-item/responses.ts'
import { compareGroups } from '../../server/measurement/quality/group-differences.ts'
import {
  answerHabits,
  answeringSpeed,
  categoryStatistics,
  judgeHabits,
  repeatAgreement,
  sideBias,
} from '../../server/measurement/quality/judging-habits.ts'
import { transitivityViolations } from '../../server/measurement/quality/triads.ts'
import { expectFit, readGold, readWide } from '../validation/fixtures.ts'
import { compareQuality } from '../validation/quality.ts'

function judge(rows: Parameters<typeof toJudgements>[0], items: number) {
  const judgements = toJudgements(rows, items)
  if ('outcome' in judgements) throw new Error(judgements.sentence)
  return judgements
}

it('tests between groups and models, criteria and triads reproduce the reference results', () => {
  const rows = compareQuality()
  expect(rows.length).toBeGreaterThan(40)
  expect(rows.filter((row) => !(row.difference <= row.tolerance))).toEqual([])
})

describe('differences between groups', () => {
  const gold = readGold('survey_150x10_work')
  const groups = (gold.group as string[]).map((group) => (group === 'US' ? 1 : 0))

  it('flag the item with a real difference', () => {
    const found = expectFit(compareGroups(readWide('gold/survey_150x10_work.csv'), 'rsm', groups))
    expect(found.contrasts[3]!.contrast).toBeGreaterThan(0.5)
    expect(found.contrasts[3]!.pHolm).toBeLessThan(0.1)
    expect(found.artefact).toContain('-d/9')
  })

  it('need two groups', () => {
    const one = groups.map(() => 0)
    expect(compareGroups(readWide('gold/survey_150x10_work.csv'), 'rsm', one)).toMatchObject({
      outcome: 'too-few-persons',
    })
  })
})

describe('habits of judging', () => {
  const rows = [
    { a: 0, b: 1, more: 2, first: 1, respondent: 1 },
    { a: 1, b: 0, more: 0, first: 1, respondent: 1 },
    { a: 0, b: 2, more: 1, first: -1, respondent: 1 },
    { a: 0, b: 2, more: 2, first: 1, respondent: 1 },
    { a: 1, b: 2, more: 2, first: 1, respondent: 2 },
  ]

  it('repeats agree in either order shown', () => {
    expect(repeatAgreement(judge(rows, 3))).toEqual({ repeats: 2, agreeing: 1, share: 0.5 })
    expect(repeatAgreement(judge(rows.slice(0, 1), 3)).share).toBeNull()
  })

  it('side bias counts decisive answers with a known side', () => {
    expect(sideBias(judge(rows, 3))).toMatchObject({ decisive: 4, firstChosen: 3, share: 0.75 })
    expect(sideBias(judge([{ a: 0, b: 1, more: 1 }], 2)).share).toBeNull()
  })

  it('straight-lining needs at least four answers, all the same', () => {
    const responses = toResponses(
      [
        [1, 1, 1, 1],
        [1, 1, 1, null],
        [0, 1, 1, 1],
      ],
      2,
    )
    if ('outcome' in responses) throw new Error(responses.sentence)
    expect(answerHabits(responses).map((habit) => habit.straightLining)).toEqual([true, false, false])
    const always = [0, 1, 2, 3].map((b) => ({
      a: 4,
      b,
      more: b % 2 === 0 ? 2 : 0,
      first: b % 2 === 0 ? 1 : -1,
      respondent: 7,
    }))
    expect(judgeHabits(judge(always, 5))).toMatchObject([
      { respondent: 7, straightLining: true, mostUsedShare: 1 },
    ])
  })

  it('a respondent faster than a third of the median is hasty', () => {
    const speed = answeringSpeed([[9, 10, 11], [12], [2, 3, Number.NaN], []])
    expect(speed).toEqual({
      medians: [10, 12, 2.5, null],
      overallMedian: 10,
      hasty: [false, false, true, false],
    })
  })

  it('a group that contradicts itself in a triple is found', () => {
    const cycle = [
      { a: 0, b: 1, more: 2 },
      { a: 1, b: 2, more: 2 },
      { a: 2, b: 0, more: 2 },
    ]
    expect(transitivityViolations(judge(cycle, 3))).toMatchObject({ triples: 1, violations: [[0, 1, 2]] })
  })

  it('mean measures rise with the category', () => {
    const responses = readWide('gold/survey_1000x10_work.csv')
    const fit = expectFit(fitMarginal(responses, 'rsm'))
    const measures = toRows(fit.groups, measurePersons(fit.groups, fit.thresholds, 'wle').measures)
    const statistics = categoryStatistics(responses, measures)
    for (let item = 0; item < 10; item++) {
      const [low, middle, high] = statistics.slice(3 * item, 3 * item + 3).map((row) => row.meanMeasure!)
      expect(low!).toBeLessThan(middle!)
      expect(middle!).toBeLessThan(high!)
    }
  })
})
