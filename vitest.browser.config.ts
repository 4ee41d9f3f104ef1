import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    // They end what hangs, as in vitest.config.ts.
    testTimeout: 480_000,
    hookTimeout: 240_000,
    // One browser at a time: the machine that runs this may have two cores.
    fileParallelism: false,
  },
})
