import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FunnelRow } from '../../server/fieldwork/funnel.ts'
import { type FunnelStage, funnelStages, mailStages } from '../../server/fieldwork/funnel-stages.ts'
import { funnelLines } from '../../server/fieldwork/funnel-table.ts'
import { nothingWithheld, withheldCounts } from '../../server/fieldwork/withheld.ts'
import { smallStudy } from '../support/small-study.ts'
import { workTime } from '../support/work-time.ts'
import { Attacker } from './attack.ts'

type Counts = Partial<Record<FunnelStage, number>>
type Cell = Pick<FunnelRow, 'society' | 'wave' | 'language' | 'route'>
type Group = { cell: Cell; counts: Counts }

const stages = funnelStages.map(({ stage }) => stage)
const after = stages.filter((stage) => !mailStages.has(stage))
const toRows = (groups: readonly Group[]): FunnelRow[] =>
  groups.flatMap(({ cell, counts }) =>
    stages.flatMap((stage) => (counts[stage] === undefined ? [] : [{ ...cell, stage, n: counts[stage] }])),
  )
const linesOf = (groups: readonly Group[], threshold: number) => {
  const rows = toRows(groups)
  return funnelLines(rows, withheldCounts(rows, { ...smallStudy(), smallCellThreshold: threshold }))
}

/** Members of one society and language; `reached` from listed on, without mail. */
const personal = (society: string, language: string, reached: number[]): Group => {
  const [listed = 0, ...rest] = reached
  const counts: Counts = { listed, mailed: 0, not_bounced: 0 }
  after.forEach((stage, at) => {
    counts[stage] = rest[Math.min(at, rest.length - 1)] ?? 0
  })
  return { cell: { society, wave: 1, language, route: 'personal' }, counts }
}

const falling = (from: number, steps: number) =>
  fc.array(fc.constantFrom(0, 0, 0, 1, 1, 2, 5), { minLength: steps, maxLength: steps }).map((drops) => {
    let n = from
    return drops.map((drop) => (n = Math.max(0, n - drop)))
  })
const group = fc
  .record({
    society: fc.constantFrom('a', 'b', 'c'),
    language: fc.constantFrom('en', 'pt'),
    route: fc.constantFrom('personal' as const, 'personal' as const, 'open' as const),
    listed: fc.constantFrom(1, 2, 3, 4, 6, 9),
    mailed: fc.constantFrom(0, 0, 1, 2),
  })
  .chain(({ listed, mailed, route, society, language }) =>
    falling(listed, after.length).map((reached): Group => {
      const counts: Counts = route === 'personal' ? { listed } : {}
      if (route === 'personal') {
        counts.mailed = mailed === 0 ? 0 : Math.max(0, listed - mailed + 1)
        counts.not_bounced = mailed === 2 ? Math.max(0, counts.mailed - 1) : counts.mailed
      }
      after.forEach((stage, at) => {
        counts[stage] = reached[at]!
      })
      return { cell: { society, wave: 1, language, route }, counts }
    }),
  )
const table = fc.uniqueArray(group, {
  minLength: 1,
  maxLength: 6,
  selector: ({ cell }) => `${cell.society} ${cell.language} ${cell.route}`,
})

describe('a withheld count', () => {
  test('cannot be found by somebody who has the file and knows the rules, whatever the table', () => {
    let looked = 0
    fc.assert(
      fc.property(table, fc.integer({ min: 2, max: 4 }), (groups, threshold) => {
        const rows = toRows(groups)
        const attacker = new Attacker(rows)
        attacker.addAnalysis('file', 'completed', rows)
        for (const { place, stage, n, ofStage, ofN } of linesOf(groups, threshold)) {
          attacker.read(place, stage === 'analysed' ? 'analysed file' : stage, n)
          if (ofStage !== undefined && ofN !== undefined) attacker.read(place, ofStage, ofN)
        }
        for (const [place, stage, less] of attacker.protectedNumbers(threshold)) {
          looked += 1
          expect(attacker.knows(place, stage, less), `${stage} ${less} ${JSON.stringify(place)}`).not.toBe(
            true,
          )
        }
      }),
      { numRuns: 80 },
    )
    expect(looked).toBeGreaterThan(200)
  }, 60_000)

  test('is also the one that tells how few did not start: mailed 54, started 52', () => {
    const one = personal('a', 'en', [54, 52, 50, 50, 50, 40, 40])
    one.counts.mailed = 54
    one.counts.not_bounced = 54
    const lines = linesOf([one], 5)
    const at = (stage: FunnelStage) =>
      lines.find((line) => line.level === 'all' && line.place.route === undefined && line.stage === stage)!.n
    expect(at('listed') === undefined || at('started') === undefined).toBe(true)
    expect(at('mailed') === undefined || at('started') === undefined).toBe(true)
    // Who left after the start is told of everybody: an analysis names whom it leaves out.
    expect([at('consented'), at('eligible'), at('completed'), at('analysed')]).toEqual([50, 50, 40, 40])
  })

  test('tells in no part of a study how few stopped at one stage, and keeps the rates of societies', () => {
    const groups = [
      personal('a', 'en', [60, 20, 19, 19, 18, 17, 17]),
      personal('b', 'pt', [80, 30, 29, 28, 28, 25, 24]),
      personal('c', 'ko', [40, 12, 12, 12, 11, 10, 10]),
    ]
    const lines = linesOf(groups, 5)
    const at = (society: string | undefined, stage: FunnelStage) =>
      lines.find(
        ({ level, place, stage: own }) =>
          level === (society === undefined ? 'all' : 'society') &&
          place.society === society &&
          place.route === undefined &&
          own === stage,
      )!.n
    for (const [society, listed, started, completed] of [
      ['a', 60, 20, 17],
      ['b', 80, 30, 25],
      ['c', 40, 12, 10],
      [undefined, 180, 62, 52],
    ] as const)
      expect([at(society, 'listed'), at(society, 'started'), at(society, 'completed')]).toEqual([
        listed,
        started,
        completed,
      ])
    expect(at('a', 'started')! - (at('a', 'consented') ?? 0)).not.toBe(1)
    expect(at(undefined, 'consented')).toBe(60)
  })

  test('is found at once for seven societies in four languages, with eight waves and both routes', async () => {
    const groups = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].flatMap((society, one) =>
      ['en', 'es', 'pt', 'ko'].flatMap((language, two) =>
        [1, 2, 3, 4, 5, 6, 7, 8].flatMap((wave): Group[] => {
          const n = ((one * 7 + two * 5 + wave * 3) % 23) + 3
          const reached = [2 * n, n, n - 1, n - 1, n - 2, Math.max(0, n - 4), Math.max(0, n - 4)]
          const group = personal(society, language, reached)
          const { listed: _, mailed: __, not_bounced: ___, ...counts } = group.counts
          const cell = { ...group.cell, wave }
          return [
            { cell, counts: group.counts },
            { cell: { ...cell, route: 'open' }, counts },
          ]
        }),
      ),
    )
    // Another threshold each time: a rule that is known already would take no time.
    const times = []
    for (const threshold of [5, 6, 7]) times.push(await workTime(() => linesOf(groups, threshold)))
    expect(Math.min(...times)).toBeLessThan(200)
    const lines = linesOf(groups, 5)
    const shown = lines.filter(({ level, n }) => level !== 'cell' && n !== undefined).length
    expect(shown).toBeGreaterThan(200)
  })

  test('is none where the study asks for no threshold', () => {
    const rows = toRows([personal('a', 'en', [3, 2, 1, 1, 1, 1, 1])])
    expect(withheldCounts(rows, { ...smallStudy(), smallCellThreshold: 1 })).toBe(nothingWithheld)
  })
})
