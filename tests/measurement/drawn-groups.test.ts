import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countCategories } from '../../server/measurement/person-item/check-categories.ts'
import { groupDrawn } from '../../server/measurement/person-item/drawn-groups.ts'
import { groupResponses } from '../../server/measurement/person-item/groups.ts'
import { type Responses, selectResponses } from '../../server/measurement/person-item/responses.ts'

const surveys = fc
  .record({
    persons: fc.integer({ min: 1, max: 30 }),
    items: fc.integer({ min: 1, max: 5 }),
    maxScore: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ persons, items, maxScore }) =>
    fc.record({
      responses: fc
        .array(fc.integer({ min: -1, max: maxScore }), {
          minLength: persons * items,
          maxLength: persons * items,
        })
        .map((scores): Responses => ({ scores: Int8Array.from(scores), persons, items, maxScore })),
      rows: fc.array(fc.nat(persons - 1), { maxLength: 40 }).map((rows) => Int32Array.from(rows)),
    }),
  )

test('rows drawn from known ones are grouped as if they had been read anew, in the same order', () => {
  fc.assert(
    fc.property(surveys, ({ responses, rows }) => {
      const everyItem = Array.from({ length: responses.items }, (_, i) => i)
      const read = selectResponses(responses, rows, everyItem)
      const drawn = groupDrawn(responses, groupResponses(responses), rows)
      expect(drawn.groups).toEqual(groupResponses(read))
      expect(drawn.categories).toEqual(countCategories(read))
    }),
    { numRuns: 300 },
  )
})
