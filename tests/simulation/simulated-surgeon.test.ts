import { describe, expect, test } from 'vitest'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import { drawMeasures, drawResponse, type Habits } from '../../server/simulation/simulated-surgeon.ts'
import { seededRandom } from '../../server/studies/seeded-random.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

const habits: Habits = { partial: 0, cannot: 0, ties: 0.3, orderEffect: 0, careless: 0 }
const draws = 20_000

/** Shares of each answer in many draws. */
function sharesOf(changed: Partial<Habits>, d: number, careless = false) {
  const random = seededRandom(1, 'shares', Math.round(d * 10))
  const counts = { less: 0, equal: 0, more: 0, cannot: 0 }
  for (let draw = 0; draw < draws; draw++)
    counts[drawResponse(random, { ...habits, ...changed }, careless, d)]++
  return {
    less: counts.less / draws,
    equal: counts.equal / draws,
    more: counts.more / draws,
    cannot: counts.cannot / draws,
  }
}

describe('answers follow the model', () => {
  test('two equal items tie as often as the share of ties says', () => {
    const { less, equal, more } = sharesOf({}, 0)
    expect(equal).toBeCloseTo(0.3, 1)
    expect(Math.abs(less - more)).toBeLessThan(0.02)
  })

  test('more : less = exp(2 D), whatever the ties', () => {
    for (const ties of [0, 0.3, 0.7]) {
      const { less, more } = sharesOf({ ties }, 0.7)
      expect(Math.log(more / less)).toBeCloseTo(1.4, 0)
      expect(Math.abs(Math.log(more / less) - 1.4)).toBeLessThan(0.12)
    }
  })

  test('who is careless looks at nothing, and cannot has its own share', () => {
    const { less, equal, more } = sharesOf({}, 5, true)
    for (const share of [less, equal, more]) expect(share).toBeCloseTo(1 / 3, 1)
    expect(sharesOf({ cannot: 0.2 }, 1).cannot).toBeCloseTo(0.2, 1)
  })
})

test('true measures rise with work RVU', () => {
  const items = [
    { id: 'T1', wrvu: null },
    { id: 'C01', wrvu: 5 },
    { id: 'C02', wrvu: 40 },
  ]
  const measures = drawMeasures(seededRandom(1, 'measures', 0), ['work_effort'], items)
  expect(measures('work_effort', 'C02')).toBeGreaterThan(measures('work_effort', 'T1'))
  expect(measures('work_effort', 'T1')).toBeGreaterThan(measures('work_effort', 'C01'))
})

describe('a simulated study', () => {
  function simulated(chunk: number) {
    const { context } = givenContext()
    givenLiveStudy(context, 'small', smallStudy())
    const wished = { ...habits, partial: 0.4 }
    const report = simulateStudy(context, { slug: 'small', respondents: 30, seed: 5, habits: wished, chunk })
    return { context, report, rows: context.db.prepare('SELECT * FROM judgement').all() }
  }

  test('the same seed gives the same answers, however many share a commit', () => {
    const [one, other] = [simulated(30), simulated(7)]
    expect(other.report).toEqual(one.report)
    expect(other.rows).toEqual(one.rows)
    expect(one.report.started).toBe(30)
    expect(one.report.completed).toBeLessThan(30)
  })

  test('people come from every society, and a second run adds others', () => {
    const { context } = simulated(30)
    simulateStudy(context, { slug: 'small', respondents: 5, seed: 6, habits, chunk: 5 })
    const members = context.queries.invitations.listOfStudy.all(1, 'member')
    expect(members).toHaveLength(35)
    expect(members.at(-1)!.email).toBe('sim-0035@example.org')
    expect(new Set(members.map((member) => member.society))).toEqual(new Set(['alpha', 'beta']))
  })
})
