import fc from 'fast-check'
import { expect, test } from 'vitest'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenArchive } from './support.ts'

const share = fc.double({ min: 0, max: 0.6, noNaN: true })

test('for any simulated study the wide files say what the long file says', () => {
  const habits = fc.record({
    partial: share,
    cannot: share,
    ties: share,
    orderEffect: share,
    careless: share,
  })
  const design = fc.constantFrom('star' as const, 'linked' as const, 'round_robin' as const)
  const include = fc.constantFrom('completed' as const, 'started' as const)
  fc.assert(
    fc.property(
      fc.nat(1000),
      habits,
      design,
      fc.integer({ min: 1, max: 2 }),
      include,
      (seed, rates, kind, targets, who) => {
        const { context } = givenContext()
        const study = smallStudy()
        if (targets === 2) study.targets.push({ ...study.targets[0]!, id: 'T2' })
        study.design = { kind, repeats: 2, ...(kind === 'linked' ? { linksPerRespondent: 2 } : {}) }
        givenLiveStudy(context, 'small', study)
        simulateStudy(context, { slug: 'small', respondents: 6, seed, habits: rates, chunk: 4 })
        const archive = givenArchive(context, { include: who })
        const long = archive.rows('judgements.csv')
        for (const target of study.targets) {
          for (const { slug } of study.constructs) {
            const name = targets === 1 ? `wide/${slug}.csv` : `wide/${target.id}_${slug}.csv`
            const wide = archive.rows(name).map(({ respondent, society, language, ...cells }) => {
              expect([society, language].every(Boolean)).toBe(true)
              return [respondent, cells]
            })
            const expected = archive.rows('respondents.csv').map(({ respondent }) => [
              respondent,
              Object.fromEntries(
                study.comparators.map(({ id }) => {
                  const row = long.find(
                    (one) =>
                      one.respondent === respondent &&
                      one.construct === slug &&
                      one.pair === `${target.id}:${id}` &&
                      one.is_repeat === '0',
                  )
                  return [id, row?.score ?? '']
                }),
              ),
            ])
            expect(wide).toEqual(expected)
          }
        }
      },
    ),
    { numRuns: 25 },
  )
})
