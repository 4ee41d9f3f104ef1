import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { keptResult } from '../../server/findings/kept-results.ts'
import { studyResult } from '../../server/findings/study-result.ts'
import { selectJudgements, toJudgements } from '../../server/measurement/paired/judgements.ts'
import { judgeHabits, sideBias } from '../../server/measurement/quality/judging-habits.ts'
import { Refusal } from '../../server/refusal.ts'
import type { AnalysisResult } from '../../server/results/analysis-result.ts'
import { givenArchive } from '../exports/support.ts'
import { exclude, givenAnswered } from './given-closed.ts'

test('nobody gets a result while the study takes answers', () => {
  const { context, study, close } = givenAnswered({ live: true, respondents: 5 })
  expect(() => studyResult(context, study())).toThrow(Refusal)
  expect(() => keptResult(context, study())).toThrow(/open when the study closes/)
  close()
  expect(studyResult(context, study()).findings).toHaveLength(4)
})

describe('the result of a study', () => {
  const { context, study } = givenAnswered()
  const result = studyResult(context, study())
  const archive = givenArchive(context, { slug: 'endo', programs: true })

  test('is the engine’s result of the same rows as the bundle holds', () => {
    for (const finding of result.findings) {
      const bundled = JSON.parse(archive.text(`analysis/result-${finding.name}.json`)) as AnalysisResult
      expect(finding.result.items).toEqual(bundled.items)
      const [ours, theirs] = [finding.values[0]!, bundled.implied_wrvu[0]!]
      if ('outcome' in ours || 'outcome' in theirs) throw new Error('no value')
      expect(ours.predicted).toBe(theirs.predicted)
      expect(ours.pi_with_target_se).toEqual(theirs.pi_with_target_se)
      expect(ours.target).toBe('T1')
    }
    const file = createHash('sha256').update(archive.text('r/answers.csv')).digest('hex')
    expect(result.dataSha256).toBe(file)
    expect(result.differences).toEqual([])
  })

  test('counts what the long file holds, the four answers and none apart', () => {
    const rows = archive.rows('judgements.csv').filter((row) => row.is_repeat !== '1')
    for (const { construct, counts } of result.findings) {
      for (const count of counts) {
        const own = rows.filter((row) => row.construct === construct.slug && row.item_b === count.item)
        const said = (response: string) => own.filter((row) => row.response === response).length
        expect(count).toEqual({
          item: count.item,
          less: said('less'),
          equal: said('equal'),
          more: said('more'),
          cannot: said('cannot'),
          none: said(''),
        })
      }
    }
    expect(rows.some((row) => row.response === 'cannot')).toBe(true)
  })

  test('names listed, analysed and excluded, and they add up', () => {
    const { people } = result
    expect(people.started).toBe(60)
    expect(people.completed).toBeLessThan(60)
    expect(people.analysed + people.excluded.reduce((sum, one) => sum + one.n, 0)).toBe(60)
    expect(people.excluded).toEqual([
      { reason: 'did not answer to the end', by: 'respondent', n: 60 - people.completed, target: undefined },
    ])
    expect(result.judges).toHaveLength(people.analysed)
  })

  test('is kept until the data change', () => {
    const kept = keptResult(context, study())
    expect(keptResult(context, study())).toBe(kept)
    const { pseudonym } = kept.survey.answers.respondents[0]!
    exclude(context, pseudonym)
    const planned = keptResult(context, study())
    expect(planned).not.toBe(kept)
    expect(planned.dataSha256).toBe(kept.dataSha256)
    const without = keptResult(context, study(), { run: { recorded: true } })
    expect(without.people.analysed).toBe(kept.people.analysed - 1)
    expect(without.differences).toHaveLength(1)
    exclude(context, pseudonym, 0)
    expect(keptResult(context, study(), { run: { recorded: true } }).dataSha256).toBe(kept.dataSha256)
  })
})

test('the plan is followed: model, tie rule, read-out and rules of exclusion', () => {
  const { context, study } = givenAnswered({
    change: (definition) => {
      definition.design = { kind: 'round_robin', pairsPerRespondent: 20, repeats: 4 }
      definition.plan = {
        ...definition.plan,
        model: 'paired',
        estimator: 'ml',
        tieRule: 'left_out',
        readOut: 'comparator_mean',
        include: 'started',
        exclusionRules: [
          { rule: 'fewer_judgements_than', judgements: 40 },
          { rule: 'median_seconds_below', seconds: 1 },
          { rule: 'answered', variable: 'sex', values: ['woman'] },
        ],
      }
      const chosen = definition.questions.find((question) => question.options)!
      Object.assign(definition.plan.exclusionRules![2]!, {
        variable: chosen.variable,
        values: [chosen.options![0]!.value],
      })
    },
  })
  const result = studyResult(context, study())
  const finding = result.findings[0]!
  expect(finding.result.options).toMatchObject({
    model: 'paired',
    ties: 'drop',
    read_out: 'comparators-mean',
  })
  const value = finding.values[0]!
  if ('outcome' in value) throw new Error(value.sentence)
  expect(value.predicted).toBeCloseTo(value.baseline, 9)
  expect(finding.targetItem).toBe('T1')
  const byPlan = result.people.excluded.filter(({ by }) => by === 'plan')
  expect(byPlan.map(({ reason }) => reason)).toContain('fewer than 40 judgements (plan)')
  expect(result.people.analysed + result.people.excluded.reduce((sum, one) => sum + one.n, 0)).toBe(60)
  expect(result.judges.every((judge) => judge.triads !== null && judge.answers >= 40)).toBe(true)
  expect(result.judges.some((judge) => judge.repeats.n > 0)).toBe(true)
  expect(result.differences).toEqual([])
})

test('rating items have a result of their own', () => {
  const { context, study } = givenAnswered({ template: 'decision-factors-2024', respondents: 30 })
  const { ratings, findings, definition } = studyResult(context, study())
  expect(findings).toEqual([])
  expect(ratings?.outcome).toBe('fit')
  expect(Object.keys(ratings!.items)).toEqual(definition.ratingItems.map(({ id }) => id))
})

test('judging habits are those of the engine, over all constructs', () => {
  const { context, study } = givenAnswered({ respondents: 30 })
  const { judges, survey } = studyResult(context, study())
  const { answers } = survey
  const at = Array.from({ length: answers.length }, (_, index) => index)
  const judgements = toJudgements(
    at.map((index) => ({
      a: answers.a[index]!,
      b: answers.b[index]!,
      more: answers.score[index]!,
      first: answers.first[index]!,
      respondent: answers.respondent[index]!,
    })),
    answers.items.length,
  )
  if ('outcome' in judgements) throw new Error(judgements.sentence)
  const straight = judgeHabits(judgements).map((habit) => habit.straightLining)
  expect(judges.map((judge) => judge.isStraightLining)).toEqual(straight)
  judges.forEach((judge, respondent) => {
    const own = at.filter((index) => answers.respondent[index] === respondent)
    const { share } = sideBias(selectJudgements(judgements, own))
    expect(judge.firstShare).toBe(share)
    expect(judge.answers).toBe(own.length)
  })
})

test('whoever said nothing that can be analysed is counted with the reason, not as analysed', () => {
  const { context, study } = givenAnswered({ respondents: 40 })
  const { people, survey } = studyResult(context, study(), { run: { include: 'started' } })
  const silent = people.excluded.find(({ reason }) => reason.startsWith('gave no answer'))!.n
  expect(silent).toBeGreaterThan(0)
  expect(people.analysed).toBe(survey.answers.respondents.length - silent)
  expect(people.analysed + people.excluded.reduce((sum, one) => sum + one.n, 0)).toBe(people.started)
})
