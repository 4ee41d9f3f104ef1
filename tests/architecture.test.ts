import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

function filesOf(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.startsWith('data/'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
}
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const server = filesOf('server', '.ts')

/** What each file imports: files of the project by their path, packages by their name. */
function importsOf(file: string): string[] {
  return [...read(file).matchAll(/(?:from|import\(?) ?'([^']+)'/g)].map(([, to]) =>
    to!.startsWith('.') ? relative(root, join(root, dirname(file), to!)).replaceAll('\\', '/') : to!,
  )
}
const featureOf = (file: string) => /^server\/([a-z]+)\//.exec(file)?.[1]

/** Whose domain functions a feature may call. cli, simulation and results stand above the features. */
const mayImport: Record<string, string[]> = {
  api: ['accounts', 'exports', 'studies', 'http'],
  accounts: ['studies', 'http'],
  cli: [
    'accounts',
    'exports',
    'fees',
    'fieldwork',
    'jobs',
    'figures',
    'mail',
    'recompute',
    'respond',
    'results',
    'simulation',
    'studies',
  ],
  exports: ['accounts', 'fieldwork', 'jobs', 'measurement', 'results', 'studies', 'http', 'words'],
  findings: [
    'accounts',
    'exports',
    'fieldwork',
    'figures',
    'jobs',
    'measurement',
    'pictures',
    'results',
    'studies',
    'http',
    'words',
  ],
  fees: ['accounts', 'fieldwork', 'http', 'jobs', 'studies'],
  fieldwork: [
    'accounts',
    'exports',
    'figures',
    'findings',
    'mail',
    'pictures',
    'respond',
    'studies',
    'http',
    'words',
  ],
  figures: ['exports', 'pictures', 'http'],
  http: ['accounts', 'pictures', 'words'],
  jobs: ['accounts', 'studies', 'http'],
  log: ['exports', 'studies', 'http'],
  mail: ['accounts', 'fieldwork', 'studies', 'http', 'words', 'respond'],
  measurement: [],
  pictures: [],
  report: [
    'exports',
    'fieldwork',
    'figures',
    'findings',
    'http',
    'jobs',
    'measurement',
    'pictures',
    'results',
    'sensitivity',
    'studies',
  ],
  planning: ['accounts', 'figures', 'http', 'jobs', 'measurement', 'pictures', 'studies', 'studio'],
  respond: ['fieldwork', 'studies', 'http', 'words'],
  recompute: ['figures', 'http', 'measurement', 'pictures', 'results'],
  results: ['measurement', 'pictures', 'studies'],
  sensitivity: [
    'exports',
    'fieldwork',
    'figures',
    'findings',
    'http',
    'jobs',
    'measurement',
    'pictures',
    'results',
    'studies',
    'words',
  ],
  simulation: ['respond', 'studies', 'measurement'],
  studies: ['accounts', 'fieldwork', 'http', 'words'],
  studio: ['accounts', 'exports', 'fees', 'fieldwork', 'figures', 'pictures', 'studies', 'http', 'words'],
  words: [],
}
/** What frames every page: the lists of all page models, and the staff pages' head, which names the study shown. */
const pageLists = ['server/http/pages.ts', 'server/http/staff-pages.ts', 'server/http/staff-shell.ts']

describe('imports point inwards', () => {
  test('a feature imports another only where it is listed here', () => {
    const wrong = server
      .filter((file) => featureOf(file) && !pageLists.includes(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((to) => {
            const other = featureOf(to)
            return other && other !== featureOf(file) && !mayImport[featureOf(file)!]!.includes(other)
          })
          .map((to) => `${file} imports ${to}`),
      )
    expect(wrong).toEqual([])
  })

  test("nobody imports another feature's routes or pages", () => {
    const wrong = server
      .filter((file) => featureOf(file) && !pageLists.includes(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((to) => featureOf(to) && featureOf(to) !== featureOf(file) && featureOf(to) !== 'http')
          .filter((to) => /(routes|-page|pages)\.ts$/.test(to))
          .map((to) => `${file} imports ${to}`),
      )
    expect(wrong).toEqual([])
  })

  test('db knows nothing of server', () => {
    const wrong = filesOf('db', '.ts').filter((file) =>
      importsOf(file).some((to) => to.startsWith('server/')),
    )
    expect(wrong).toEqual([])
  })

  test('mathematics imports itself and seeded random numbers', () => {
    const wrong = server
      .filter((file) => featureOf(file) === 'measurement')
      .flatMap((file) =>
        importsOf(file).filter((to) => !to.startsWith('server/measurement/') && !/^pure-rand\//.test(to)),
      )
    expect(wrong).toEqual([])
  })

  test('pictures are drawn from numbers alone, with nothing but d3 for scales and shapes', () => {
    const wrong = server
      .filter((file) => featureOf(file) === 'pictures')
      .flatMap((file) =>
        importsOf(file).filter((to) => !/^(server\/pictures\/|d3-(array|scale|shape)$)/.test(to)),
      )
    expect(wrong).toEqual([])
  })

  test('only what stands at the rim knows Express', () => {
    const atTheRim =
      /^server\/(app|main)\.ts$|^server\/(api|http)\/|routes\.ts$|\/(page-flow|trouble-page|study-visit|send-picture|[a-z-]+-form)\.ts$/
    const wrong = server.filter((file) => importsOf(file).includes('express') && !atTheRim.test(file))
    expect(wrong).toEqual([])
  })

  test('only http knows status numbers of refusals', () => {
    const wrong = server.filter(
      (file) =>
        /new Refusal\(\s*\d|statusCode = 4|\.status\(4/.test(read(file)) && !file.startsWith('server/http/'),
    )
    expect(wrong).toEqual([])
  })
})

describe('each thing has its place', () => {
  test('SQL stands only under db/', () => {
    const sql =
      /\.prepare\(|\.pragma\(|\bdb\.exec\(|['"`]\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE) /
    expect(server.filter((file) => sql.test(read(file)))).toEqual([])
  })

  test('pages are rendered only by http/render.ts', () => {
    const wrong = server.filter(
      (file) => /\b(res|response)\.render\(|from 'ejs'/.test(read(file)) && file !== 'server/http/render.ts',
    )
    expect(wrong).toEqual([])
  })

  test('templates print raw only an include, a layout its body, and two partials their safe text', () => {
    const allowed: Record<string, string> = {
      'views/partials/rich-text.ejs': 'page.html',
      'views/partials/picture.ejs': 'page.html',
    }
    const wrong = filesOf('views', '.ejs').flatMap((file) =>
      [...read(file).matchAll(/<%-\s*([\s\S]*?)%>/g)]
        .map(([, code]) => code!.trim())
        .filter((code) => !code.startsWith('include('))
        .filter((code) => !(file.startsWith('views/layouts/') && code === 'page.body'))
        .filter((code) => allowed[file] !== code)
        .map((code) => `${file}: ${code}`),
    )
    expect(wrong).toEqual([])
  })

  test('text becomes safe to print raw only where Markdown and drawings are made', () => {
    const makers = ['server/http/markdown.ts', 'server/http/safe-html.ts', 'server/pictures/markup.ts']
    const wrong = server.filter(
      (file) => /\bas (SafeHtml|Markup)\b/.test(read(file)) && !makers.includes(file),
    )
    expect(wrong).toEqual([])
  })

  test('time and chance are lent: the domain never reaches for them', () => {
    const rim = /^server\/(cli|http|measurement|results)\/|^server\/(context|process|secret)\.ts$/
    const wrong = server.filter(
      (file) => !rim.test(file) && /Math\.random\(|Date\.now\(\)|new Date\(\)/.test(read(file)),
    )
    expect(wrong).toEqual([])
  })

  test('the environment is read in one place', () => {
    const allowed = ['server/main.ts', 'server/config.ts']
    const wrong = server.filter(
      (file) => /process\.env/.test(read(file)) && !allowed.includes(file) && !file.startsWith('server/cli/'),
    )
    expect(wrong).toEqual([])
  })
})

describe('files stay small', () => {
  const lines = (file: string) => read(file).split('\n').length - 1

  test('a file of the server or the database is under 200 lines', () => {
    expect([...server, ...filesOf('db', '.ts')].filter((file) => lines(file) >= 200)).toEqual([])
  })

  test('a template is at most 60 lines', () => {
    expect(filesOf('views', '.ejs').filter((file) => lines(file) > 60)).toEqual([])
  })
})
