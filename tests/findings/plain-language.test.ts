import { describe, expect, test } from 'vitest'
import type { AnswerCounts } from '../../server/findings/counts.ts'
import { keptResult } from '../../server/findings/kept-results.ts'
import {
  analysedText,
  cameOutText,
  plainLanguage,
  r2Text,
  sureText,
  type Value,
  warningsOf,
} from '../../server/findings/plain-language.ts'
import type { Finding } from '../../server/findings/study-result.ts'
import { givenAnswered } from './given-closed.ts'

const given = givenAnswered({ respondents: 40 })
const result = keptResult(given.context, given.study())
const finding = result.findings.find(({ construct }) => construct.isPrimary)!
const value = finding.values[0] as Value

const count = (item: string, less: number, more: number, equal = 1): AnswerCounts => ({
  item,
  less,
  equal,
  more,
  cannot: 0,
  none: 0,
})
const withCounts = (...counts: AnswerCounts[]) => cameOutText({ ...finding, counts })
const withValues = (...values: Finding['values']): Finding => ({ ...finding, values })

describe('what surgeons said, of those who saw a difference', () => {
  test('above some and below others, with those that are even', () => {
    expect(withCounts(count('C01', 1, 5), count('C02', 4, 2), count('C03', 3, 3))).toContain(
      'On work effort, most surgeons who saw a difference put 62380 above 1 of 3 other procedures and below 1; against 1 as many said the one as the other.',
    )
  })

  test('above all of them is said as that, without a zero', () => {
    const text = withCounts(count('C01', 1, 5), count('C02', 0, 2))
    expect(text).toContain('put 62380 above all 2 other procedures.')
    expect(text).not.toMatch(/below|\b0\b/)
  })

  test('below all of them, one of them, and none', () => {
    expect(withCounts(count('C01', 5, 1), count('C02', 5, 1))).toContain('below all 2 other procedures.')
    expect(withCounts(count('C01', 5, 1))).toContain('below the one other procedure.')
    expect(withCounts(count('C01', 2, 2))).toContain('as many surgeons put 62380 above as below')
    expect(withCounts()).toContain('Nobody compared 62380 with anything.')
  })
})

describe('how sure it is', () => {
  test('one value has its interval, its baseline and what the order accounts for', () => {
    const [low, high] = value.pi_with_target_se.map((limit) => limit.toFixed(value.decimals))
    expect(sureText(finding)).toContain(`between ${low} and ${high} in 95 of 100 cases`)
    expect(sureText(finding)).toContain(`mean of the comparators, ${value.baseline.toFixed(value.decimals)}.`)
    expect(sureText(finding)).toContain(`(R² ${value.r2.toFixed(2)})`)
  })

  test('an interval that reaches below 0 is not left without a word', () => {
    expect(sureText(finding)).not.toContain('below 0')
    expect(sureText(withValues({ ...value, pi_with_target_se: [-12, 56] }))).toContain(
      'A work RVU cannot be below 0',
    )
  })

  test('two readings have both their intervals', () => {
    const low = {
      ...value,
      reading: 'more = 1' as const,
      pi_with_target_se: [12.1, 22.3] as [number, number],
    }
    const high = { ...low, pi_with_target_se: [15.7, 27.4] as [number, number], decimals: 1 }
    const text = sureText(withValues({ ...low, decimals: 1 }, high))
    expect(text).toContain(
      '12.1 to 22.3 for the first reading and 15.7 to 27.4 for the second: together they reach from 12.1 to 27.4.',
    )
  })

  test('comparators of one work RVU have no R², no interval worth the name and one caution', () => {
    const flat = { ...value, slope: 0, s: 0, r2: 0, baseline: 15, predicted: 15 }
    expect(r2Text(flat)).toBe('not defined')
    expect(r2Text(value)).toBe(value.r2.toFixed(2))
    const text = plainLanguage(result, withValues(flat))
    expect(text).toContain('All comparators have the same work RVU, 15.00')
    expect(text).not.toContain('in 95 of 100')
    expect(warningsOf(flat)).toHaveLength(1)
  })

  test('outside all comparators it is not said again that few lie on one side', () => {
    const warnings = [
      { kind: 'extrapolated', sentence: 'Outside.' },
      { kind: 'not-bracketed', sentence: 'Few on one side.' },
    ]
    expect(warningsOf({ ...value, r2: 0.9, warnings })).toEqual(['Outside.'])
  })
})

test('who did not answer on a construct is not counted for it', () => {
  const { analysed, started } = result.people
  expect(analysedText(result, finding)).toBe(`${analysed} surgeons of ${started} who started were analysed.`)
  const fewer = { ...finding, result: { ...finding.result, data: { ...finding.result.data, rows_used: 7 } } }
  expect(analysedText(result, fewer)).toContain('were analysed; 7 of them answered on work effort.')
})
