import { describe, expect, it } from 'vitest'
import { comparePersonItem, PERSON_ITEM_GOLD } from '../validation/person-item.ts'
import { comparePublishedTam } from '../validation/published-tam.ts'

describe('person-by-item models reproduce the reference results', () => {
  for (const name of PERSON_ITEM_GOLD) {
    it(name, () => {
      const rows = comparePersonItem(name)
      expect(rows.length).toBeGreaterThan(5)
      expect(rows.filter((row) => !(row.difference <= row.tolerance))).toEqual([])
    })
  }

  it('what TAM prints for the synthetic surveys', () => {
    expect(comparePublishedTam().filter((row) => !(row.difference <= row.tolerance))).toEqual([])
  })
})
