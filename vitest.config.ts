import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**', 'tests/r/**', 'node_modules/**'],
    setupFiles: ['tests/support/no-noise.ts'],
    testTimeout: 20_000,
  },
})
