import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingNames } from '../server/config.ts'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** The commands a help text lists, one level deep. */
function commandsOf(...path: string[]): string[] {
  const help = execFileSync(process.execPath, [join(root, 'server/comparand.mjs'), ...path, '--help'], {
    encoding: 'utf8',
  })
  return [...help.slice(help.indexOf('Commands:')).matchAll(/^ {2}([a-z][a-z-]*)/gm)]
    .map((match) => match[1]!)
    .filter((name) => name !== 'help')
}

test.each(settingNames)('the README has the setting %s', (name) => {
  expect(readme).toContain(`| \`${name}\` |`)
})

test('no file holds the marks of a merge', () => {
  const found = spawnSync('git', ['grep', '-lE', '^(<{7}|>{7}) ', '--', '.'], { cwd: root, encoding: 'utf8' })
  expect([found.stdout, found.status]).toEqual(['', 1])
})

test('the README has every script that people run', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const missing = Object.keys(scripts).filter(
    (name) => !readme.includes(`npm run ${name}`) && !readme.includes(`npm ${name}`),
  )
  expect(missing).toEqual([])
})

test('the README has every command', () => {
  const groups = new Set(['study', 'members', 'mail', 'user', 'fees'])
  const commands = commandsOf().flatMap((name) =>
    groups.has(name) ? commandsOf(name).map((one) => `${name} ${one}`) : [name],
  )
  expect(commands.length).toBeGreaterThan(12)
  expect(commands.filter((name) => !readme.includes(`\`${name}`))).toEqual([])
})
