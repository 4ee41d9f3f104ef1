import { expect, test } from 'vitest'
import { listMigrations } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open-database.ts'

test('a funnel frozen before routes were kept says of nobody how they came, where it cannot know', () => {
  const db = openDatabase(':memory:')
  const step = listMigrations().find((one) => one.number === 15)!
  for (const { number, sql } of listMigrations()) if (number < step.number) db.exec(sql)
  db.exec(`
    INSERT INTO study (id, slug, state, seed, created_at) VALUES (1, 'cut', 'closed', 1, 1), (2, 'live', 'live', 1, 1);
    INSERT INTO study_version (id, study_id, number, minor, definition, sha256, plan_sha256, created_at, created_by)
      VALUES (1, 1, 1, 0, '{}', '${'a'.repeat(64)}', '${'b'.repeat(64)}', 1, 'x'),
        (2, 2, 1, 0, '{}', '${'a'.repeat(64)}', '${'b'.repeat(64)}', 1, 'x');
    INSERT INTO invitation (id, study_id, kind, email, language, society, created_at) VALUES
      (1, 1, 'open', NULL, 'en', 'sbc', 1), (2, 2, 'open', NULL, 'en', 'sbc', 1), (3, 2, 'open', NULL, 'en', 'sbc', 1),
      (4, 2, 'member', 'a@society.example', 'en', 'sbc', 1);
    INSERT INTO identity_cut (study_id, at, actor, links, addresses) VALUES (1, 1, 'x', 1, 0);
    INSERT INTO erased_person (study_id, society, wave, language, listed, mailed, not_bounced, started, consented,
      eligible, judged, completed) VALUES (2, 'isass', 1, 'en', 0, 0, 0, 1, 1, 1, 1, 1), (2, 'sbc', 1, 'en', 0, 0, 0, 1, 1, 1, 1, 1);
  `)
  const insert = db.prepare(
    `INSERT INTO respondent (id, study_id, version_id, pseudonym, ordinal, mode, society, wave, invited_language,
       language, device, started_at) VALUES (?, ?, ?, ?, ?, 'live', ?, 1, 'en', 'en', 'phone', 1)`,
  )
  insert.run(1, 1, 1, 'S1', 0, 'isass')
  insert.run(2, 1, 1, 'S2', 1, 'sbc')
  insert.run(3, 2, 2, 'S3', 0, 'sbc')
  insert.run(4, 2, 2, 'S4', 1, 'sbc')
  db.exec('INSERT INTO identity_link VALUES (3, 3), (4, 4)')
  const freeze = db.prepare(`INSERT INTO frozen_funnel VALUES (1, ?, ?, 1, 'en', ?, 1)`)
  for (const [society, listed, started] of [
    ['isass', 20, 9],
    ['sbc', 30, 12],
  ] as const) {
    freeze.run('listed', society, listed)
    freeze.run('started', society, started)
    freeze.run('analysed', society, 1)
  }
  db.exec(step.sql)
  const routes = (sql: string) => db.prepare(sql).pluck().all()
  expect(routes('SELECT route FROM respondent ORDER BY id')).toEqual([
    'personal',
    'unknown',
    'open',
    'personal',
  ])
  expect(routes('SELECT route FROM erased_person ORDER BY id')).toEqual(['personal', 'unknown'])
  expect(
    db.prepare('SELECT society, stage, route, n FROM frozen_funnel ORDER BY society, n').raw().all(),
  ).toEqual([
    ['isass', 'analysed', 'personal', 1],
    ['isass', 'started', 'personal', 9],
    ['isass', 'listed', 'personal', 20],
    ['sbc', 'analysed', 'unknown', 1],
    ['sbc', 'started', 'unknown', 12],
    ['sbc', 'listed', 'personal', 30],
  ])
  db.close()
})
