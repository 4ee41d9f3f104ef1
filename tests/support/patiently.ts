import { vi } from 'vitest'

/**
 * Waits until what is claimed holds, for what another process or thread does in its own time: on a loaded machine with
 * one core even the start of a process may take many seconds, and how long it takes is not what such a test is about.
 */
export function patiently<Result>(claim: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(claim, { timeout: 120_000, interval: 20 })
}
