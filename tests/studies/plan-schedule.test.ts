import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PlannedPair, planSchedule, type ScheduleInput } from '../../server/studies/plan-schedule.ts'

const ids = (letter: string, n: number) => Array.from({ length: n }, (_, index) => `${letter}${index + 1}`)

/** Any study that the definition's rules allow: star, linked and round robin, with subsets and repeats. */
const studies = fc
  .record({
    targets: fc.integer({ min: 1, max: 3 }),
    comparators: fc.integer({ min: 2, max: 30 }),
    constructs: fc.integer({ min: 1, max: 5 }),
    kind: fc.constantFrom('star' as const, 'linked' as const, 'round_robin' as const),
    subset: fc.option(fc.nat(1000)),
    links: fc.nat(1000),
    repeats: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ targets, comparators, constructs, kind, subset, links, repeats }): ScheduleInput => {
    const items = targets + comparators
    const all = (n: number) => (n * (n - 1)) / 2
    const between = (min: number, max: number, drawn: number) => min + (drawn % (max - min + 1))
    const shown = subset === null ? comparators : between(1, comparators, subset)
    const pairs = subset === null ? all(items) : between(items - 1, all(items), subset)
    const linked = between(1, Math.min(all(comparators), 40), links)
    const perBlock = { star: targets * shown, linked: targets * shown, round_robin: pairs }[kind]
    return {
      targets: ids('T', targets),
      comparators: ids('C', comparators),
      constructs: ids('construct_', constructs),
      design: {
        kind,
        repeats: Math.min(repeats, constructs * Math.ceil(perBlock / 2)),
        ...(kind === 'linked' ? { linksPerRespondent: linked } : {}),
        ...(subset !== null && kind !== 'round_robin' ? { comparatorsPerRespondent: shown } : {}),
        ...(subset !== null && kind === 'round_robin' ? { pairsPerRespondent: pairs } : {}),
      },
    }
  })
const seeds = fc.nat(2 ** 31 - 1)
const ordinals = fc.nat(5000)
const runs = { numRuns: 60 }

const pairKey = (pair: PlannedPair) => `${pair.itemA} ${pair.itemB}`
const first = (pair: PlannedPair) => (pair.shownFirst === 'a' ? pair.itemA : pair.itemB)
const withoutRepeats = (schedule: PlannedPair[]) => schedule.filter((pair) => !pair.isRepeat)

/** How much more often each thing counted up than down. */
function balance(entries: [name: string, up: boolean][]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [name, up] of entries) sums.set(name, (sums.get(name) ?? 0) + (up ? 1 : -1))
  return sums
}
const worst = (sums: Map<string, number>) => Math.max(0, ...[...sums.values()].map(Math.abs))

/** How much more often each item of the pairs was shown first than second. */
const itemBalance = (pairs: PlannedPair[]) =>
  balance(
    pairs.flatMap((pair) =>
      [pair.itemA, pair.itemB].map((item): [string, boolean] => [item, item === first(pair)]),
    ),
  )

function connected(items: string[], pairs: PlannedPair[]): boolean {
  const reached = new Set(items.slice(0, 1))
  for (let grew = true; grew; ) {
    grew = false
    for (const { itemA, itemB } of pairs) {
      if (reached.has(itemA) === reached.has(itemB)) continue
      reached.add(itemA).add(itemB)
      grew = true
    }
  }
  return items.every((item) => reached.has(item))
}

/** The pairs of the first respondents, repeats left out. */
function pooled(study: ScheduleInput, seed: number, respondents: number): PlannedPair[] {
  return Array.from({ length: respondents }, (_, ordinal) => planSchedule(study, seed, ordinal)).flatMap(
    withoutRepeats,
  )
}

describe('one schedule', () => {
  test('is the same for the same seed and place, and another for another', () => {
    fc.assert(
      fc.property(studies, seeds, ordinals, (study, seed, ordinal) => {
        expect(planSchedule(study, seed, ordinal)).toEqual(
          planSchedule(structuredClone(study), seed, ordinal),
        )
      }),
      runs,
    )
    const study = { targets: ['T1'], comparators: ids('C', 11), constructs: ids('construct_', 4) }
    const input: ScheduleInput = { ...study, design: { kind: 'star', repeats: 2 } }
    const texts = Array.from({ length: 50 }, (_, ordinal) => JSON.stringify(planSchedule(input, 7, ordinal)))
    expect(new Set([...texts, JSON.stringify(planSchedule(input, 8, 0))]).size).toBe(51)
  })

  test('is numbered from 1, one block for each construct, the same pairs in each', () => {
    fc.assert(
      fc.property(studies, seeds, ordinals, (study, seed, ordinal) => {
        const schedule = planSchedule(study, seed, ordinal)
        expect(schedule.map((pair) => pair.seq)).toEqual(schedule.map((_, index) => index + 1))
        const blocks = study.constructs.map((_, index) => schedule.filter((pair) => pair.block === index + 1))
        expect(schedule).toEqual(blocks.flat())
        for (const block of blocks) {
          expect(new Set(block.map((pair) => pair.construct)).size).toBe(1)
          const keys = withoutRepeats(block).map(pairKey)
          expect(new Set(keys).size).toBe(keys.length)
          expect(keys.toSorted()).toEqual(withoutRepeats(blocks[0]!).map(pairKey).toSorted())
        }
        expect(blocks.map((block) => block[0]!.construct).toSorted()).toEqual(study.constructs.toSorted())
      }),
      runs,
    )
  })

  test('has as many pairs as its design says', () => {
    fc.assert(
      fc.property(studies, seeds, ordinals, (study, seed, ordinal) => {
        const { targets, comparators, constructs, design } = study
        const all = (n: number) => (n * (n - 1)) / 2
        const star = targets.length * (design.comparatorsPerRespondent ?? comparators.length)
        const perBlock = {
          star,
          linked: star + all(targets.length) + (design.linksPerRespondent ?? 0),
          round_robin: design.pairsPerRespondent ?? all(targets.length + comparators.length),
        }[design.kind]
        const schedule = planSchedule(study, seed, ordinal)
        expect(withoutRepeats(schedule)).toHaveLength(perBlock * constructs.length)
        expect(schedule.filter((pair) => pair.isRepeat)).toHaveLength(design.repeats)
      }),
      runs,
    )
  })

  test('names the target as item A, else the item listed first', () => {
    fc.assert(
      fc.property(studies, seeds, ordinals, (study, seed, ordinal) => {
        const order = [...study.targets, ...study.comparators]
        for (const { itemA, itemB } of planSchedule(study, seed, ordinal))
          expect(order.indexOf(itemA)).toBeLessThan(order.indexOf(itemB))
      }),
      runs,
    )
  })

  test('shows every item first and second equally often, to within one, on each construct and over all', () => {
    fc.assert(
      fc.property(studies, seeds, ordinals, (study, seed, ordinal) => {
        const pairs = withoutRepeats(planSchedule(study, seed, ordinal))
        expect(worst(itemBalance(pairs))).toBeLessThanOrEqual(1)
        for (const construct of study.constructs)
          expect(
            worst(itemBalance(pairs.filter((pair) => pair.construct === construct))),
          ).toBeLessThanOrEqual(1)
      }),
      runs,
    )
  })

  test('shows targets first and second equally often, to within one over the whole schedule', () => {
    fc.assert(
      fc.property(studies, seeds, ordinals, (study, seed, ordinal) => {
        const mixed = withoutRepeats(planSchedule(study, seed, ordinal)).filter(
          (pair) => pair.itemA.startsWith('T') && pair.itemB.startsWith('C'),
        )
        expect(worst(balance(mixed.map((pair) => ['targets', pair.shownFirst === 'a'])))).toBeLessThanOrEqual(
          1,
        )
      }),
      runs,
    )
  })

  test('shows a pair either way round equally often over the constructs, to within one', () => {
    fc.assert(
      fc.property(studies, seeds, ordinals, (study, seed, ordinal) => {
        const pairs = withoutRepeats(planSchedule(study, seed, ordinal))
        const sums = balance(pairs.map((pair) => [pairKey(pair), pair.shownFirst === 'a']))
        expect(worst(sums)).toBeLessThanOrEqual(1)
      }),
      runs,
    )
  })
})

describe('a repeat', () => {
  test('stands in the block of its pair, with sides swapped and half a block of other pairs between', () => {
    fc.assert(
      fc.property(studies, seeds, ordinals, (study, seed, ordinal) => {
        const schedule = planSchedule(study, seed, ordinal)
        const repeats = schedule.filter((pair) => pair.isRepeat)
        expect(new Set(repeats.map((pair) => `${pair.block} ${pairKey(pair)}`)).size).toBe(repeats.length)
        for (const repeat of repeats) {
          const block = withoutRepeats(schedule).filter((pair) => pair.block === repeat.block)
          const original = block.find((pair) => pairKey(pair) === pairKey(repeat))!
          expect(original.shownFirst).not.toBe(repeat.shownFirst)
          expect(repeat.seq - original.seq - 1).toBeGreaterThanOrEqual(Math.floor(block.length / 2))
        }
      }),
      runs,
    )
  })

  test('is spread over the constructs, to within one', () => {
    fc.assert(
      fc.property(studies, seeds, ordinals, (study, seed, ordinal) => {
        const repeats = planSchedule(study, seed, ordinal).filter((pair) => pair.isRepeat)
        const counts = study.constructs.map((one) => repeats.filter((pair) => pair.construct === one).length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }),
      runs,
    )
  })
})

describe('over respondents', () => {
  const manyStudies = fc.tuple(studies, seeds, fc.integer({ min: 1, max: 40 }))
  const fewer = { numRuns: 25 }

  test('every pair of a construct is shown either way equally often, to within one', () => {
    fc.assert(
      fc.property(manyStudies, ([study, seed, respondents]) => {
        const pairs = pooled(study, seed, respondents)
        const sums = balance(
          pairs.map((pair) => [`${pair.construct} ${pairKey(pair)}`, pair.shownFirst === 'a']),
        )
        expect(worst(sums)).toBeLessThanOrEqual(1)
      }),
      fewer,
    )
  })

  test('in any stretch of the field work a pair is out of balance by two at most', () => {
    fc.assert(
      fc.property(manyStudies, fc.nat(30), ([study, seed, respondents], from) => {
        const pairs = Array.from({ length: respondents }, (_, index) =>
          withoutRepeats(planSchedule(study, seed, from + index)),
        ).flat()
        const sums = balance(
          pairs.map((pair) => [`${pair.construct} ${pairKey(pair)}`, pair.shownFirst === 'a']),
        )
        expect(worst(sums)).toBeLessThanOrEqual(2)
      }),
      fewer,
    )
  })

  test('after each two respondents every item was first exactly as often as second', () => {
    fc.assert(
      fc.property(manyStudies, ([study, seed, respondents]) => {
        expect(worst(itemBalance(pooled(study, seed, 2 * respondents)))).toBe(0)
      }),
      fewer,
    )
  })

  test('no comparator is dealt more than one deal of two respondents ahead of another', () => {
    fc.assert(
      fc.property(manyStudies, ([study, seed, respondents]) => {
        if (study.design.kind === 'round_robin') return
        const star = pooled(study, seed, respondents).filter(
          (pair) =>
            pair.construct === study.constructs[0] &&
            pair.itemA === study.targets[0] &&
            pair.itemB.startsWith('C'),
        )
        const counts = study.comparators.map((item) => star.filter((pair) => pair.itemB === item).length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2)
        if (respondents % 2 === 0) expect(counts.every((count) => count % 2 === 0)).toBe(true)
      }),
      fewer,
    )
  })

  test('over deals of two respondents no comparator has more than three links more than another', () => {
    fc.assert(
      fc.property(manyStudies, ([study, seed, deals]) => {
        if (study.design.kind !== 'linked') return
        const links = pooled(study, seed, 2 * deals).filter(
          (pair) => pair.construct === study.constructs[0] && pair.itemA.startsWith('C'),
        )
        const counts = study.comparators.map(
          (item) => links.filter((pair) => pair.itemA === item || pair.itemB === item).length / 2,
        )
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(3)
      }),
      { numRuns: 75 },
    )
  })

  test('no pair of a round robin is dealt more than one deal ahead of another', () => {
    fc.assert(
      fc.property(manyStudies, ([study, seed, deals]) => {
        if (study.design.kind !== 'round_robin') return
        const n = study.targets.length + study.comparators.length
        const counts = new Map<string, number>()
        for (const pair of pooled({ ...study, constructs: ['one'] }, seed, 2 * deals))
          counts.set(pairKey(pair), (counts.get(pairKey(pair)) ?? 0) + 1)
        const least = counts.size < (n * (n - 1)) / 2 ? 0 : Math.min(...counts.values())
        expect(Math.max(...counts.values()) - least).toBeLessThanOrEqual(2)
      }),
      { numRuns: 75 },
    )
  })

  test('the comparisons join all items after as many deals as documented', () => {
    fc.assert(
      fc.property(studies, seeds, (study, seed) => {
        const { targets, comparators, design } = study
        const shown = design.comparatorsPerRespondent ?? comparators.length
        const deals = design.kind === 'round_robin' ? 1 : Math.ceil(comparators.length / shown)
        // The first respondent of the last deal is enough.
        const pairs = pooled({ ...study, constructs: ['one'] }, seed, 2 * deals - 1)
        expect(connected([...targets, ...comparators], pairs)).toBe(true)
      }),
      runs,
    )
  })

  test('links alone join all comparators after as many deals as documented', () => {
    fc.assert(
      fc.property(studies, seeds, (study, seed) => {
        if (study.design.kind !== 'linked') return
        const deals = Math.ceil((study.comparators.length - 1) / study.design.linksPerRespondent!)
        const links = pooled({ ...study, constructs: ['one'] }, seed, 2 * deals - 1).filter((pair) =>
          pair.itemA.startsWith('C'),
        )
        expect(connected(study.comparators, links)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  test('each construct comes first equally often in the long run, and each pair', () => {
    const study: ScheduleInput = {
      targets: ['T1'],
      comparators: ids('C', 11),
      constructs: ids('construct_', 4),
      design: { kind: 'star', repeats: 2 },
    }
    const firsts = Array.from({ length: 2000 }, (_, ordinal) => planSchedule(study, 11, ordinal)[0]!)
    // 2000 draws: four standard deviations around the expectation.
    const near = (count: number, share: number) =>
      expect(Math.abs(count - 2000 * share)).toBeLessThan(4 * Math.sqrt(2000 * share * (1 - share)))
    for (const construct of study.constructs)
      near(firsts.filter((pair) => pair.construct === construct).length, 1 / 4)
    for (const item of study.comparators) near(firsts.filter((pair) => pair.itemB === item).length, 1 / 11)
  })
})
