import fc from 'fast-check'
import { afterEach, beforeEach, expect, vi } from 'vitest'

/*
 * The same cases in every run, so that a run fails for a change and not by chance. To look for new ones, give a seed:
 * COMPARAND_TEST_SEED=$RANDOM npm test
 */
fc.configureGlobal({ seed: Number(process.env.COMPARAND_TEST_SEED ?? 20_261_122) })

// An error that nobody expected is a fault, also where the test's own claims hold.
beforeEach(() => {
  vi.spyOn(console, 'error')
})
afterEach(() => {
  const said = vi.mocked(console.error).mock.calls
  vi.mocked(console.error).mockRestore()
  expect(said, 'console.error was called').toEqual([])
})
