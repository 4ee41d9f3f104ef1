import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/r/**/*.test.ts'],
    setupFiles: ['tests/support/no-noise.ts'],
    globalSetup: ['tests/r/require-r.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // One R at a time: the machine that runs this may have two cores.
    fileParallelism: false,
  },
})
