import { afterEach, beforeEach, expect, vi } from 'vitest'

// An error that nobody expected is a fault, also where the test's own claims hold.
beforeEach(() => {
  vi.spyOn(console, 'error')
})
afterEach(() => {
  const said = vi.mocked(console.error).mock.calls
  vi.mocked(console.error).mockRestore()
  expect(said, 'console.error was called').toEqual([])
})
