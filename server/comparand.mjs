#!/usr/bin/env node
// Runs on any Node, so that a too old one gets a sentence instead of a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Comparand needs Node 22.18 or newer, this is ${process.versions.node}. On Linux "npm ci" brings the right one: run "npx comparand" inside the folder.\n`,
  )
  process.exit(1)
}
await import('./compile-cache.mjs')
await import('./cli/index.ts')
