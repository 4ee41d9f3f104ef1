import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**', 'tests/r/**', 'node_modules/**'],
    setupFiles: ['tests/support/no-noise.ts'],
    // They end a test that hangs, and claim nothing: on one core beside other work a test takes twenty times as long as
    // alone, and it must not fail for that. What is claimed about speed stands in a test, against the same machine.
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
})
