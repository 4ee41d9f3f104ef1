import { expect, test } from 'vitest'
import { listMigrations, migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open-database.ts'
import { saveAnswers, saveConsent } from '../../server/respond/save-answers.ts'
import { saveJudgement } from '../../server/respond/save-judgement.ts'
import { startRespondent } from '../../server/respond/start-respondent.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

test('every change to what files are made from moves the state of its study, and of no other', () => {
  const { context, clock } = givenContext()
  givenLiveStudy(context, 'small', smallStudy())
  givenLiveStudy(context, 'other', smallStudy())
  const { queries, db } = context
  const { invitations, respondents, judgements } = queries
  const study = queries.studies.findBySlug.get('small')!
  const other = queries.studies.findBySlug.get('other')!
  const state = (id: number) => queries.exports.dataState.get(id)!
  const definition = smallStudy()
  const changed = (what: string, run: () => unknown) => {
    const [before, others] = [state(study.id), state(other.id)]
    run()
    expect(state(study.id), what).toBeGreaterThan(before)
    expect(state(other.id), what).toBe(others)
  }
  changed('a member', () =>
    invitations.insert.run(study.id, 'member', 'a@example.org', '', 'en', 'alpha', 1, clock.now),
  )
  const invitation = invitations.findByEmail.get(study.id, 'a@example.org')!
  const now = () => respondents.findByInvitation.get(invitation.id)!
  changed('mail', () => db.prepare(`UPDATE invitation SET mail_status = 'accepted'`).run())
  changed('a start', () => startRespondent(context, { study, invitation, language: 'en', device: 'phone' }))
  changed('consent', () => saveConsent(context, now(), definition, 'agreed'))
  changed('an answer', () => saveAnswers(context, now(), definition, new Map([['is_surgeon', 'yes']])))
  changed('showing', () => judgements.markShown.run(clock.now, now().id, 1))
  const judge = (response: 'less' | 'more', seenRevision: number) =>
    saveJudgement(context, now(), judgements.find.get(now().id, 1)!, {
      response,
      seenRevision,
      activeMs: 900,
    })
  changed('a judgement', () => judge('less', 0))
  changed('a revision', () => judge('more', 1))
  const timing = `INSERT INTO page_timing VALUES (${now().id}, 'review', 1, 5, 5)
    ON CONFLICT DO UPDATE SET visits = visits + 1`
  changed('a page', () => db.exec(timing))
  changed('a page again', () => db.exec(timing))
  changed('an end', () => respondents.setCompleted.run(clock.now, now().id))
  changed('a decision', () =>
    db.exec(`INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
             VALUES (${study.id}, ${now().id}, 1, 'too fast', 'analyst', 'x', 1)`),
  )
  changed('a withdrawal', () => respondents.setWithdrawn.run(clock.now, now().id))
  changed('a zone', () => queries.studies.setCloseTime.run(clock.now + 1, 'Europe/Madrid', study.id))
})

test('a database from before gets a state for every study it has', () => {
  const db = openDatabase(':memory:')
  const [first] = listMigrations()
  db.exec(`${first!.sql};
    CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;
    INSERT INTO study (slug, state, seed, created_at) VALUES ('old', 'draft', 1, 1)`)
  db.prepare('INSERT INTO migration VALUES (?, ?, ?, 1)').run(first!.number, first!.name, first!.sha256)
  migrate(db, 2)
  db.exec(`INSERT INTO study (slug, state, seed, created_at) VALUES ('new', 'draft', 1, 1)`)
  expect(db.prepare('SELECT study_id, changes FROM data_state').all()).toEqual([
    { study_id: 1, changes: 0 },
    { study_id: 2, changes: 0 },
  ])
})
