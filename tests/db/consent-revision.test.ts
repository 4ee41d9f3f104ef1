import { expect, test } from 'vitest'
import { listMigrations, migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open-database.ts'

test('decisions from before the step are kept as first revisions', () => {
  const db = openDatabase(':memory:')
  const step = listMigrations().find((one) => one.number === 7)!
  for (const { number, sql } of listMigrations()) if (number < step.number) db.exec(sql)
  db.exec(`
    INSERT INTO study (id, slug, state, seed, created_at) VALUES (1, 'old', 'live', 1, 1);
    INSERT INTO study_version (id, study_id, number, minor, definition, sha256, plan_sha256, created_at, created_by)
      VALUES (1, 1, 1, 0, '{}', '${'a'.repeat(64)}', '${'b'.repeat(64)}', 1, 'x');
  `)
  const insert = db.prepare(
    `INSERT INTO respondent (id, study_id, version_id, pseudonym, ordinal, mode, society, wave, invited_language,
       language, device, started_at, consent, consent_at)
     VALUES (?, 1, 1, ?, ?, 'live', 'isass', 1, 'en', 'en', 'phone', 1, ?, ?)`,
  )
  insert.run(1, 'S1', 0, 'agreed', 5)
  insert.run(2, 'S2', 1, 'refused', 6)
  insert.run(3, 'S3', 2, null, null)
  db.exec(step.sql)
  expect(db.prepare('SELECT * FROM consent_revision').all()).toEqual([
    { respondent_id: 1, revision: 1, consent: 'agreed', at: 5 },
    { respondent_id: 2, revision: 1, consent: 'refused', at: 6 },
  ])
  db.close()
  const fresh = openDatabase(':memory:')
  migrate(fresh, 1)
  expect(fresh.prepare('SELECT count(*) FROM consent_revision').pluck().get()).toBe(0)
  fresh.close()
})
