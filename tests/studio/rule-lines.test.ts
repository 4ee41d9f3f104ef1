import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRules, showRules } from '../../server/studio/rule-lines.ts'

describe('the rules of a plan', () => {
  it('come back as they were shown', () => {
    const rule = fc.oneof(
      fc
        .integer({ min: 1, max: 10_000 })
        .map((judgements) => ({ rule: 'fewer_judgements_than', judgements })),
      fc
        .integer({ min: 1, max: 5999 })
        .map((tenths) => ({ rule: 'median_seconds_below', seconds: tenths / 10 })),
      fc.constant({ rule: 'same_answer_throughout' }),
      fc.record({
        rule: fc.constant('answered'),
        variable: fc.stringMatching(/^[a-z][a-z0-9_]{1,20}$/),
        values: fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_]{1,10}$/), { minLength: 1, maxLength: 5 }),
      }),
    )
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 10 }), (rules) => {
        expect(readRules(showRules(rules))).toEqual({ value: rules })
      }),
    )
    expect(readRules('')).toEqual({ value: undefined })
    expect(showRules(undefined)).toBe('')
  })

  it.each([
    'fewer than ten judgements',
    'fewer than 0 judgements',
    'median below 0 seconds',
    'typical_patient =',
    'nobody',
  ])('are refused in words when a line is none: %s', (line) => {
    expect(readRules(`same answer throughout\n${line}`)).toEqual({
      problem: expect.stringContaining(`“${line}” is no rule`),
    })
  })
})
