import fc from 'fast-check'
import { expect, test } from 'vitest'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenArchive } from './support.ts'

type Row = Record<string, string>
const share = fc.double({ min: 0, max: 0.6, noNaN: true })
const habits = fc.record({ partial: share, cannot: share, ties: share, orderEffect: share, careless: share })

test('the long file of any study rebuilds the wide files and those for programs, byte for byte', () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      habits,
      fc.constantFrom('star' as const, 'linked' as const, 'round_robin' as const),
      fc.integer({ min: 1, max: 2 }),
      fc.constantFrom('completed' as const, 'started' as const),
      (seed, rates, kind, targets, include) => {
        const { context } = givenContext()
        const study = smallStudy()
        if (targets === 2) study.targets.push({ ...study.targets[0]!, id: 'T2' })
        study.design = { kind, repeats: 2, ...(kind === 'linked' ? { linksPerRespondent: 2 } : {}) }
        givenLiveStudy(context, 'small', study)
        simulateStudy(context, { slug: 'small', respondents: 6, seed, habits: rates, chunk: 6 })
        const archive = givenArchive(context, { include, programs: true })
        const long = archive.rows('judgements.csv').filter((row) => row.is_repeat === '0' && row.score !== '')
        expect(archive.text('r/answers.csv')).toBe(answersFrom(long))
        const people = archive.rows(`wide/${wideNames(study)[0]!.name}.csv`)
        for (const wide of wideNames(study)) {
          const scores = scoresFrom(long, people, wide, study)
          for (const name of [`wide/${wide.name}.csv`, `jamovi/${wide.name}_012_equal1.csv`])
            expect(archive.text(name), name).toBe(wideFrom(people, scores, study, (score) => score))
          expect(archive.text(`jamovi/${wide.name}_dich_more.csv`)).toBe(
            wideFrom(people, scores, study, (score) => (score === '2' ? '1' : '0')),
          )
          expect(archive.text(`jamovi/${wide.name}_dich_notless.csv`)).toBe(
            wideFrom(people, scores, study, (score) => (score === '0' ? '0' : '1')),
          )
        }
      },
    ),
    { numRuns: 8 },
  )
})

function wideNames({ targets, constructs }: Definition) {
  return targets.flatMap(({ id }) =>
    constructs.map(({ slug }) => ({
      target: id,
      construct: slug,
      name: targets.length === 1 ? slug : `${id}_${slug}`,
    })),
  )
}

function answersFrom(long: Row[]): string {
  const lines = long.map((row) => {
    const first = row.shown_first === 'a' ? 1 : -1
    const { respondent, society, construct, item_a, item_b, score, active_ms } = row
    return [respondent, society, construct, item_a, item_b, score, first, active_ms].join(',')
  })
  return `${['respondent,society,construct,a,b,y,first,active_ms', ...lines].join('\n')}\n`
}

function scoresFrom(
  long: Row[],
  people: Row[],
  wide: { target: string; construct: string },
  study: Definition,
): string[][] {
  return people.map(({ respondent }) =>
    study.comparators.map(({ id }) => {
      const row = long.find(
        (one) =>
          one.respondent === respondent &&
          one.construct === wide.construct &&
          one.item_a === wide.target &&
          one.item_b === id,
      )
      return row?.score ?? ''
    }),
  )
}

function wideFrom(
  people: Row[],
  scores: string[][],
  study: Definition,
  recode: (score: string) => string,
): string {
  const header = ['respondent', 'society', 'language', ...study.comparators.map(({ id }) => id)].join(',')
  const lines = people.map(({ respondent, society, language }, index) =>
    [
      respondent,
      society,
      language,
      ...scores[index]!.map((score) => (score === '' ? '' : recode(score))),
    ].join(','),
  )
  return `${[header, ...lines].join('\n')}\n`
}
