import { describe, expect, it } from 'vitest'
import { comparePaired, PAIRED_GOLD } from '../validation/paired.ts'

describe('paired models reproduce the reference results', () => {
  for (const name of PAIRED_GOLD) {
    it(name, () => {
      const rows = comparePaired(name)
      expect(rows.length).toBeGreaterThan(3)
      expect(rows.filter((row) => !(row.difference <= row.tolerance))).toEqual([])
    })
  }
})
