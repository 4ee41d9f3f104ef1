import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FunnelRow } from '../../server/fieldwork/funnel.ts'
import { type FunnelStage, funnelStages, mailStages } from '../../server/fieldwork/funnel-stages.ts'
import { funnelLines } from '../../server/fieldwork/funnel-table.ts'
import { nothingWithheld, withheldCounts } from '../../server/fieldwork/withheld.ts'
import { smallStudy } from '../support/small-study.ts'
import { workTime } from '../support/work-time.ts'

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

/** Every line of counts that could be a group's: it agrees with its own lines, falls from stage to stage, keeps zeros. */
function possibleCounts(
  { counts }: Group,
  shown: (stage: FunnelStage) => number | undefined,
  most: number,
): Counts[] {
  let found: Counts[] = [{}]
  for (const stage of stages) {
    if (counts[stage] === undefined) continue
    const parent = stage === 'started' ? 'listed' : stages[stages.indexOf(stage) - 1]!
    found = found.flatMap((one) => {
      const top = one[parent] ?? most
      const known = shown(stage)
      if (known !== undefined) return known <= top ? [{ ...one, [stage]: known }] : []
      return Array.from({ length: top }, (_, n) => ({ ...one, [stage]: n + 1 }))
    })
  }
  return found
}

/**
 * Everything that somebody can find who has the file and knows the rules: all tables that agree with every number in
 * it, with the order of the stages, and with zeros never being withheld. Tries them one by one.
 */
function possibleTables(
  groups: readonly Group[],
  lines: ReturnType<typeof linesOf>,
  most: number,
): Counts[][] {
  const isIn = ({ cell }: Group, place: Partial<Cell>) =>
    (Object.keys(place) as (keyof Cell)[]).every((key) => place[key] === cell[key])
  const shown = new Map(
    lines
      .filter(({ level }) => level === 'cell')
      .map(({ place, stage, n }) => [JSON.stringify([place, stage]), n]),
  )
  const candidates = groups.map((group) =>
    possibleCounts(group, (stage) => shown.get(JSON.stringify([group.cell, stage])), most),
  )
  const totals = lines.flatMap(({ level, place, stage, n }) =>
    level === 'cell'
      ? []
      : [{ stage, n, members: groups.flatMap((group, index) => (isIn(group, place) ? [index] : [])) }],
  )
  const tables: Counts[][] = []
  const extend = (table: Counts[]): void => {
    const agrees = totals.every(({ stage, n, members }) => {
      if (members.at(-1)! !== table.length - 1) return true
      const sum = members.reduce((total, index) => total + (table[index]![stage] ?? 0), 0)
      return n === undefined ? sum > 0 : sum === n
    })
    if (table.length > 0 && !agrees) return
    if (table.length === groups.length) tables.push(table)
    else for (const one of candidates[table.length]!) extend([...table, one])
  }
  extend([])
  return tables
}

/** Every protected number of a table, as a rule that reads it from any table. */
function protectedNumbers(groups: readonly Group[], lines: ReturnType<typeof linesOf>, threshold: number) {
  const isSmall = (n: number) => n > 0 && n < threshold
  const places = new Map(lines.map(({ place }) => [JSON.stringify(place), place]))
  return [...places.values()].flatMap((place) => {
    const members = groups.flatMap(({ cell }, index) =>
      (Object.keys(place) as (keyof Cell)[]).every((key) => place[key] === cell[key]) ? [index] : [],
    )
    const sum = (table: readonly Counts[], stage: FunnelStage) =>
      members.reduce((total, index) => total + (table[index]![stage] ?? 0), 0)
    const isEverybody = groups.every(
      ({ counts }, index) => (counts.started ?? 0) === 0 || members.includes(index),
    )
    const neighbours: [FunnelStage, FunnelStage][] = [
      ...(members.every(
        (index) => groups[index]!.counts.listed !== undefined || !groups[index]!.counts.started,
      )
        ? ([
            ['listed', 'started'],
            ['mailed', 'started'],
            ['not_bounced', 'started'],
          ] as [FunnelStage, FunnelStage][])
        : []),
      ...(isEverybody
        ? []
        : ([
            ['started', 'consented'],
            ['consented', 'eligible'],
            ['eligible', 'judged'],
            ['judged', 'completed'],
          ] as [FunnelStage, FunnelStage][])),
    ]
    const rules = [
      ...stages.map((stage) => ({
        name: `${stage} of ${JSON.stringify(place)}`,
        read: (table: readonly Counts[]) => sum(table, stage),
      })),
      ...neighbours.map(([one, two]) => ({
        name: `${one} - ${two} of ${JSON.stringify(place)}`,
        read: (table: readonly Counts[]) => sum(table, one) - sum(table, two),
      })),
    ]
    return rules.filter(({ read }) => isSmall(read(groups.map(({ counts }) => counts))))
  })
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
  maxLength: 4,
  selector: ({ cell }) => `${cell.society} ${cell.language} ${cell.route}`,
})

describe('a withheld count', () => {
  test('cannot be found by somebody who has the file and knows the rules, whatever the table', () => {
    let looked = 0
    fc.assert(
      fc.property(table, fc.integer({ min: 2, max: 4 }), (groups, threshold) => {
        const lines = linesOf(groups, threshold)
        const numbers = protectedNumbers(groups, lines, threshold)
        if (numbers.length === 0) return
        const most = Math.max(...groups.map(({ counts }) => counts.listed ?? counts.started ?? 0)) + 1
        const hidden = lines.filter(({ level, n }) => level === 'cell' && n === undefined).length
        // Beyond that the tables are too many to be tried one by one.
        if (hidden > 8) return
        const tables = possibleTables(groups, lines, most)
        expect(tables.length).toBeGreaterThan(1)
        for (const { name, read } of numbers) {
          looked += 1
          expect(new Set(tables.map(read)).size, name).toBeGreaterThan(1)
        }
      }),
      { numRuns: 150 },
    )
    expect(looked).toBeGreaterThan(200)
  })

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

  test('is found at once for seven societies in four languages, with two waves and both routes', async () => {
    const groups = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].flatMap((society, one) =>
      ['en', 'es', 'pt', 'ko'].flatMap((language, two) =>
        [1, 2].flatMap((wave): Group[] => {
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
    let lines: ReturnType<typeof linesOf> = []
    expect(
      await workTime(() => {
        lines = linesOf(groups, 5)
      }),
    ).toBeLessThan(4000)
    const shown = lines.filter(({ level, n }) => level !== 'cell' && n !== undefined).length
    expect(shown).toBeGreaterThan(200)
  })

  test('is none where the study asks for no threshold', () => {
    const rows = toRows([personal('a', 'en', [3, 2, 1, 1, 1, 1, 1])])
    expect(withheldCounts(rows, { ...smallStudy(), smallCellThreshold: 1 })).toBe(nothingWithheld)
  })
})
