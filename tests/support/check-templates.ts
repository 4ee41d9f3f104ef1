import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/*
 * Compiles every template against the model of its page: EJS prints nothing for a misspelt property, so the type
 * checker has to find it. Each template becomes a TypeScript function in which `<%= x %>` is a call that takes
 * only text and numbers. Run by `npm run check`; ends with status 1 and the checker's words on a fault.
 */
const root = join(import.meta.dirname, '..', '..')
const views = join(root, 'views')
const workshop = join(root, 'node_modules', '.cache', 'templates')

rmSync(workshop, { recursive: true, force: true })
mkdirSync(workshop, { recursive: true })

const names = readdirSync(views, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ejs'))
  .map((name) => name.slice(0, -4).split(sep).join('/'))

for (const name of names) {
  const file = join(workshop, `${name.replaceAll('/', '__')}.ts`)
  writeFileSync(file, toTypeScript(name, readFileSync(join(views, `${name}.ejs`), 'utf8')))
}
writeFileSync(
  join(workshop, 'tsconfig.json'),
  JSON.stringify({
    extends: relative(workshop, join(root, 'tsconfig.json')),
    compilerOptions: {
      noUnusedLocals: false,
      noUnusedParameters: false,
      typeRoots: [join(root, 'node_modules', '@types')],
    },
    include: ['*.ts'],
  }),
)
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const check = spawnSync(process.execPath, [tsc, '--noEmit', '-p', workshop], { encoding: 'utf8' })
process.stdout.write(check.status === 0 ? `${names.length} templates fit their models\n` : check.stdout)
process.exit(check.status ?? 1)

function toTypeScript(name: string, source: string): string {
  const pages = relative(workshop, join(root, 'server', 'http', 'pages.ts'))
  return [
    `import type { Layouts, Pages, Partials } from '${pages.split(sep).join('/')}'`,
    'declare function out(value: string | number): void',
    'declare function include<Name extends keyof Partials>(name: Name, model: Partials[Name]): string',
    `export function template(page: ${modelOf(name)}): void {`,
    ...codeOf(source),
    '}',
    '',
  ].join('\n')
}

function modelOf(name: string): string {
  if (name.startsWith('layouts/')) return `Layouts['${name}']`
  return name.startsWith('partials/') ? `Partials['/${name}']` : `Pages['${name}']`
}

function codeOf(source: string): string[] {
  return [...source.matchAll(/<%([=\-_#]?)([\s\S]*?)[-_]?%>/g)].map(([, kind, code]) => {
    if (kind === '#') return ''
    return kind === '=' || kind === '-' ? `out((${code!.trim()}))` : code!.trim()
  })
}
