import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/r/**/*.test.ts'],
    setupFiles: ['tests/support/no-noise.ts'],
    globalSetup: ['tests/r/require-r.ts'],
    // They end what hangs, as in vitest.config.ts.
    testTimeout: 480_000,
    hookTimeout: 240_000,
    // One R at a time: the machine that runs this may have two cores.
    fileParallelism: false,
  },
})
