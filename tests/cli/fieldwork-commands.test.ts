import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase, openReadOnly } from '../../db/open-database.ts'
import { givenCommandLine } from './support.ts'

describe('members, links and the funnel', () => {
  const { folder, run } = givenCommandLine()
  run(['study', 'publish', '--template', 'cpt-62380-2024', '--slug', 'endo'])

  test('a list is added whole, and named twice counts once', () => {
    const list = 'email,name,society,language\na@example.org,Ana,sbc,pt\nb@example.org,"Kim, B",komiss,ko\n'
    writeFileSync(join(folder, 'members.csv'), `${list}a@example.org,Ana,isass,en\n`)
    const added = run(['members', 'add', '--study', 'endo', 'members.csv'])
    expect(added).toEqual({
      status: 0,
      stdout: '2 added, 0 members before (0 updated), 1 listed twice\n',
      stderr: 'row 4: a@example.org is listed already\n',
    })
  })

  test('a wrong row adds nobody', () => {
    writeFileSync(
      join(folder, 'wrong.csv'),
      'email,name,society,language\nc@example.org,C,sbc,pt\nnobody,D,xyz,pt\n',
    )
    const { status, stdout, stderr } = run(['members', 'add', '--study', 'endo', 'wrong.csv'])
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('No member was added.')
    expect(run(['links', '--study', 'endo']).stdout.split('\n')).toHaveLength(4)
  })

  test('two hundred wrong rows are named, the rest is counted', () => {
    writeFileSync(join(folder, 'many.csv'), `email,society,language\n${'nobody,sbc,pt\n'.repeat(250)}`)
    const { stderr } = run(['members', 'add', '--study', 'endo', 'many.csv'])
    const lines = stderr.trimEnd().split('\n')
    expect(lines).toHaveLength(202)
    expect(lines.slice(-2)).toEqual(['  Row 201: “nobody” is not an e-mail address.', '  and 50 more'])
  })

  test('links are CSV with the address last', () => {
    const [header, first] = run(['links', '--study', 'endo']).stdout.split('\n')
    expect(header).toBe('email,name,society,language,url')
    expect(first).toMatch(/^a@example\.org,Ana,sbc,pt,https:\/\/survey\.example\.org\/r\/[a-z2-7]{34}$/)
  })

  test('the funnel counts the same on the screen and in the export', () => {
    const { stdout } = run(['funnel', '--study', 'endo'])
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
    expect(rows[0]!.slice(0, 3)).toEqual(['society', 'route', 'listed'])
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['society', 'route', 'listed'],
      ['komiss', 'personal', '1'],
      ['sbc', 'personal', '1'],
      ['all', 'personal', '2'],
    ])
    run(['simulate', '--study', 'endo', '--respondents', '8', '--seed', '3'])
    run(['export', '--study', 'endo', '--out', 'files'])
    const csv = run(['funnel', '--study', 'endo', '--csv']).stdout
    expect(readFileSync(join(folder, 'files', 'funnel.csv'), 'utf8')).toBe(csv)
    expect(csv).toContain('stage,society,wave,language,n,of_stage,of_n,level,route\nlisted,')
    // One of a society in a language is too few to be shown.
    expect(csv).toMatch(/^completed,\w+,1,\w\w,,started,\d*,cell,personal$/m)
    const all = run(['funnel', '--study', 'endo', '--csv', '--all-counts']).stdout
    expect(all).toMatch(/^listed,,,,10,,,all,personal$/m)
    expect(all).not.toMatch(/^\w+,[^,]*,[^,]*,[^,]*,,/m)
  })
})

test('a closing time belongs to a zone, and must lie ahead', () => {
  const { folder, run } = givenCommandLine()
  const publish = (...more: string[]) =>
    run(['study', 'publish', '--template', 'cpt-62380-2024', '--slug', 'endo', ...more])
  expect(publish('--closes', '2020-12-31T23:59', '--zone', 'Europe/Madrid').status).toBe(1)
  expect(publish('--closes', 'tomorrow').status).toBe(1)
  expect(run(['study', 'list']).stdout).toBe('')
  expect(publish('--closes', '2099-12-31T23:59', '--zone', 'Europe/Madrid').status).toBe(0)
  const db = openReadOnly(join(folder, 'data', 'comparand.db'))
  const row = db.prepare('SELECT closes_at, close_zone FROM study').get()
  db.close()
  expect(row).toEqual({ closes_at: Date.UTC(2099, 11, 31, 22, 59), close_zone: 'Europe/Madrid' })
})

test('an account is made with a password from standard input', () => {
  const { run } = givenCommandLine()
  const add = (input: string, ...more: string[]) =>
    run(
      [
        'user',
        'add',
        '--email',
        'ana@example.org',
        '--name',
        'Ana',
        '--role',
        'analyst',
        '--password-stdin',
        ...more,
      ],
      input,
    )
  expect(add('short\n')).toMatchObject({ status: 1, stdout: '' })
  expect(add('correct horse battery\n').stdout).toBe(
    'ana@example.org can sign in as analyst at https://survey.example.org\n',
  )
  expect(add('correct horse battery\n').stderr).toContain('There is already an account for ana@example.org.')
})

test('retention is a dry run, and removes what is due when the name is typed once more; a restore does not bring it back', () => {
  const { folder, run } = givenCommandLine()
  run(['study', 'publish', '--template', 'cpt-62380-2024', '--slug', 'endo'])
  writeFileSync(join(folder, 'members.csv'), 'email,society,language\na@example.org,sbc,pt\n')
  run(['members', 'add', '--study', 'endo', 'members.csv'])
  run(['simulate', '--study', 'endo', '--respondents', '2'])
  run(['study', 'close', '--slug', 'endo'])
  run(['backup', 'before.db'])
  expect(run(['retention', '--study', 'endo']).stdout).toMatch(
    /^identities\tuntil no date\t\d+ members.*not due\nanswers\tuntil no date.*not due\nNothing was removed: this was a dry run\.\n$/,
  )
  expect(run(['retention', '--study', 'endo', '--apply', 'endo']).status).toBe(1)
  const due = openDatabase(join(folder, 'data', 'comparand.db'))
  due
    .prepare(
      `INSERT INTO retention (study_id, identities_until, zone, set_at, set_by) VALUES (1, 1000, 'UTC', 1, 'c')`,
    )
    .run()
  due.close()
  expect(run(['retention', '--study', 'endo', '--apply', 'other']).status).toBe(1)
  const applied = run(['retention', '--study', 'endo', '--apply', 'endo'])
  expect(applied.stdout).toContain('Removed for good: identities.')
  expect(run(['links', '--study', 'endo']).stdout.trim().split('\n')).toHaveLength(1)
  const restored = run(['restore', 'before.db'])
  expect(restored.stdout).toContain('What had been erased since the backup was made was erased again (2).')
  expect(run(['links', '--study', 'endo']).stdout.trim().split('\n')).toHaveLength(1)
})
