import { describe, expect, test } from 'vitest'
import type { LimitFacts } from '../../server/report/limit-facts.ts'
import { limitsOf } from '../../server/report/limits.ts'

const value = {
  target: '62380',
  r2: 0.9,
  comparators: 11,
  predicted: 20.6,
  low: 15.3,
  high: 25.8,
  baseline: 18.25,
  decimals: 1,
  hasSpread: true,
  warnings: [] as string[],
}
const good: LimitFacts = {
  values: [value],
  without: [],
  comparesPairs: true,
  respondents: 150,
  started: { n: 322, of: 542, ofName: 'listed' },
  completed: { n: 322, of: 322 },
  hasOpenLinks: false,
  unanimous: [],
  misfitting: [],
  disordered: [],
  dependence: [],
  byChance: [],
  flagged: { respondents: 0, of: 150, reasons: [] },
  tieShare: 0.2,
  cannotShare: 0.03,
  agreement: { alike: 80, n: 100 },
  personReliability: 0.8,
  isStar: false,
  languages: 1,
  movers: [],
  heavy: [],
}
const kinds = (facts: Partial<LimitFacts>) => limitsOf({ ...good, ...facts }).map(({ kind }) => kind)
const sentence = (facts: Partial<LimitFacts>, kind: string) =>
  limitsOf({ ...good, ...facts }).find((limit) => limit.kind === kind)?.sentence

describe('which limits apply', () => {
  test('a good survey still has those that every survey has', () => {
    expect(kinds({})).toEqual(['few-comparators', 'judgement', 'not-the-ruc'])
  })

  test.each([
    [
      'coincides-with-baseline',
      { values: [{ ...value, predicted: 18.25, warnings: ['coincides-with-baseline'] }] },
    ],
    ['negative-slope', { values: [{ ...value, warnings: ['negative-slope'] }] }],
    ['extrapolated', { values: [{ ...value, warnings: ['extrapolated'] }] }],
    ['weakly-bracketed', { values: [{ ...value, warnings: ['not-bracketed'] }] }],
    ['wide-interval', { values: [{ ...value, warnings: ['wide-interval'] }] }],
    ['low-r2', { values: [{ ...value, r2: 0.39 }] }],
    ['no-value', { without: [{ target: '62380', sentence: 'All comparators have the same measure.' }] }],
    ['unanimous', { unanimous: ['22869'] }],
    ['few-respondents', { respondents: 20 }],
    ['low-response', { started: { n: 90, of: 542, ofName: 'listed' } }],
    ['incomplete', { completed: { n: 150, of: 322 } }],
    ['open-links', { hasOpenLinks: true }],
    ['depends-on-analysis', { movers: ['“Equal” counted as “less” gives 12.1 for 62380'] }],
    ['misfit', { misfitting: [{ name: '63620', side: 'above', figure: 'infit 1.52' }] }],
    ['no-spread', { values: [{ ...value, hasSpread: false }] }],
    ['disordered', { disordered: [{ about: '', steps: [0.13, -0.13], items: [] }] }],
    [
      'local-dependence',
      {
        dependence: [
          {
            about: '',
            MADaQ3: 0.09,
            n: 150,
            pairs: [{ first: '63047', second: '22102', aq3: 0.31, p: 0.004 }],
          },
        ],
      },
    ],
    [
      'person-fit',
      { flagged: { respondents: 3, of: 150, reasons: [{ reason: 'the same answer throughout', n: 3 }] } },
    ],
    ['depends-on-few', { heavy: ['without a single one 62380 would come out at 41 instead of 31'] }],
    ['many-ties', { tieShare: 0.5 }],
    ['many-cannot', { cannotShare: 0.2 }],
    ['low-agreement', { agreement: { alike: 5, n: 10 } }],
    ['low-reliability', { personReliability: 0.5 }],
    ['star', { isStar: true }],
    ['languages', { languages: 4 }],
  ] as [string, Partial<LimitFacts>][])('%s', (kind, facts) => {
    expect(kinds(facts)).toContain(kind)
    expect(kinds({})).not.toContain(kind)
    expect(sentence(facts, kind)).toMatch(/\.$/)
  })

  test('outside the comparators, bracketing is not said a second time', () => {
    const facts = { values: [{ ...value, warnings: ['extrapolated', 'not-bracketed'] }] }
    expect(kinds(facts)).not.toContain('weakly-bracketed')
  })

  test('rates name what they are taken of', () => {
    expect(sentence({ started: { n: 90, of: 542, ofName: 'listed' } }, 'low-response')).toContain(
      '90 of 542 listed started (17 %)',
    )
  })

  test('a rate that is not known limits nothing', () => {
    expect(kinds({ started: undefined, completed: undefined })).toEqual(kinds({}))
  })

  test('a study of ratings says nothing of wRVUs', () => {
    const found = limitsOf({ ...good, values: [], comparesPairs: false }).map((limit) => limit.sentence)
    expect(found.join(' ')).not.toMatch(/RVU|RUC/)
  })
})
