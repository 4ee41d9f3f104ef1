import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../db/open-database.ts'
import { givenContext } from '../support/test-context.ts'

/*
 * The table refuses what the code should never send: one live and one test respondent, each with one answered pair
 * and one answered question.
 */
let db: Db
beforeEach(() => {
  db = givenContext().context.db
  db.exec(`
    INSERT INTO study (slug, state, seed, created_at) VALUES ('endo', 'live', 1, 1);
    INSERT INTO study_version (study_id, number, minor, definition, sha256, plan_sha256, created_at, created_by)
      VALUES (1, 1, 0, '{}', '${'a'.repeat(64)}', '${'b'.repeat(64)}', 1, 'x');
    INSERT INTO study_transition (study_id, state, at, actor) VALUES (1, 'live', 1, 'x');
    INSERT INTO invitation (study_id, kind, email, language, society, created_at)
      VALUES (1, 'member', 'a@b.example', 'en', 'isass', 1), (1, 'test', NULL, 'en', 'isass', 1),
        (1, 'member', 'c@d.example', 'en', 'isass', 1);
    INSERT INTO mailing (study_id, kind, token, state, due_at, recipients, made_at, made_by, settled_at)
      VALUES (1, 'invitation', 'm1', 'queued', 1, 1, 1, 'x', 1);
    INSERT INTO outbox (study_id, mailing_id, invitation_id, kind, round, state, message_id, queued_at, next_attempt_at)
      VALUES (1, 1, 1, 'invitation', 1, 'queued', '<m1.1@x>', 1, 1);
    INSERT INTO audit_event (at, actor, action) VALUES (1, 'x', 'y');
    INSERT INTO dataset (study_id, name, filters, manifest, sha256, schema_version, program_version, made_at, made_by)
      VALUES (1, 'd', '{}', '{}', '${'c'.repeat(64)}', 1, '0', 1, 'x');
    INSERT INTO user (email, name, password_hash, role, created_at) VALUES ('o@s.example', 'O', 'h', 'owner', 1);
  `)
  for (const [id, mode] of [
    [1, 'live'],
    [2, 'test'],
  ] as const)
    db.exec(`
      INSERT INTO respondent (study_id, version_id, pseudonym, ordinal, mode, society, wave, invited_language,
          language, device, started_at)
        VALUES (1, 1, 'S0000${id}', 0, '${mode}', 'isass', 1, 'en', 'en', 'phone', 1);
      INSERT INTO identity_link (invitation_id, respondent_id) VALUES (${id}, ${id});
      INSERT INTO assignment (respondent_id, seq, block, construct, item_a, item_b, shown_first, is_repeat)
        VALUES (${id}, 1, 1, 'effort', 'T1', 'C01', 'a', 0), (${id}, 2, 1, 'effort', 'T1', 'C02', 'b', 0);
      INSERT INTO judgement VALUES (${id}, 1, 'more', 1, 'en', 1, 5);
      INSERT INTO judgement_revision VALUES (${id}, 1, 1, 'more', 1);
      INSERT INTO answer VALUES (${id}, 'q', '"yes"', 1, 'en', 1);
      INSERT INTO answer_revision VALUES (${id}, 'q', 1, '"yes"', 1);
      INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
        VALUES (1, ${id}, 1, 'speed', 'analyst', 'x', 1);
    `)
})

const refused: [rule: string, sql: string, why: RegExp][] = [
  ['one judgement per assignment', `INSERT INTO judgement VALUES (1, 1, 'less', 1, 'en', 1, 5)`, /UNIQUE/],
  [
    'a judgement needs its assignment',
    `INSERT INTO judgement VALUES (1, 99, 'less', 1, 'en', 1, 5)`,
    /FOREIGN KEY/,
  ],
  ['a fifth response', `INSERT INTO judgement VALUES (1, 2, 'same', 1, 'en', 1, 5)`, /CHECK/],
  ['an empty response', `INSERT INTO judgement VALUES (1, 2, '', 1, 'en', 1, 5)`, /CHECK/],
  ['no response', `INSERT INTO judgement VALUES (1, 2, NULL, 1, 'en', 1, 5)`, /NOT NULL/],
  ['a response as a number', `UPDATE judgement SET response = 0`, /CHECK/],
  ['a negative time', `INSERT INTO judgement VALUES (1, 2, 'less', 1, 'en', 1, -5)`, /CHECK/],
  ['a judgement deleted', 'DELETE FROM judgement WHERE respondent_id = 1', /a judgement stays/],
  ['a revision changed', `UPDATE judgement_revision SET response = 'less'`, /append-only/],
  ['a revision deleted', 'DELETE FROM judgement_revision WHERE respondent_id = 1', /append-only/],
  ['a revision twice', `INSERT INTO judgement_revision VALUES (1, 1, 1, 'less', 2)`, /UNIQUE/],
  ['one answer per question', `INSERT INTO answer VALUES (1, 'q', '1', 1, 'en', 1)`, /UNIQUE/],
  ['an answer that is no JSON', `INSERT INTO answer VALUES (1, 'r', 'yes', 1, 'en', 1)`, /CHECK/],
  ['an answer revision changed', `UPDATE answer_revision SET value = '1'`, /append-only/],
  ['an answer revision deleted', 'DELETE FROM answer_revision WHERE respondent_id = 1', /append-only/],
  ['a respondent deleted', 'DELETE FROM respondent WHERE id = 1', /stays|append-only/],
  ['one respondent per invitation', 'INSERT INTO identity_link VALUES (1, 2)', /UNIQUE/],
  ['one invitation per respondent', 'INSERT INTO identity_link VALUES (3, 1)', /UNIQUE/],
  ['a schedule: another item', `UPDATE assignment SET item_b = 'C03'`, /a schedule never changes/],
  ['a schedule: another side', `UPDATE assignment SET shown_first = 'b'`, /a schedule never changes/],
  ['a schedule: another place', 'UPDATE assignment SET seq = seq + 10', /a schedule never changes/],
  [
    'a pair with itself',
    `INSERT INTO assignment VALUES (1, 3, 1, 'effort', 'T1', 'T1', 'a', 0, NULL)`,
    /CHECK/,
  ],
  ['a pair twice', `INSERT INTO assignment VALUES (1, 3, 1, 'effort', 'T1', 'C01', 'a', 0, NULL)`, /UNIQUE/],
  ['a place twice', `INSERT INTO assignment VALUES (1, 2, 1, 'effort', 'T1', 'C09', 'a', 0, NULL)`, /UNIQUE/],
  [
    'two moments of first showing',
    'UPDATE assignment SET shown_at = 1; UPDATE assignment SET shown_at = 2',
    /shown once/,
  ],
  ['the log changed', `UPDATE audit_event SET actor = 'z'`, /append-only/],
  ['the log deleted', 'DELETE FROM audit_event', /append-only/],
  ['a state changed in the history', `UPDATE study_transition SET state = 'draft'`, /append-only/],
  ['a state deleted from the history', 'DELETE FROM study_transition', /append-only/],
  ['an unknown state', `UPDATE study SET state = 'open'`, /CHECK/],
  ['a closing time without its zone', 'UPDATE study SET closes_at = 1', /CHECK/],
  ['a pause of a closed study', `UPDATE study SET state = 'closed', paused_at = 1`, /CHECK/],
  ['a version changed', `UPDATE study_version SET definition = '[]'`, /immutable/],
  ['a published version deleted', 'DELETE FROM study_version', /stays/],
  [
    'a version number twice',
    `INSERT INTO study_version SELECT 9, study_id, number, minor, definition, sha256, plan_sha256, 1, 'x' FROM study_version`,
    /UNIQUE/,
  ],
  [
    'a member without an address',
    `INSERT INTO invitation (study_id, kind, language, society, created_at) VALUES (1, 'member', 'en', 'x', 1)`,
    /CHECK/,
  ],
  [
    'an address twice in a study, in any case',
    `INSERT INTO invitation (study_id, kind, email, language, society, created_at) VALUES (1, 'member', 'A@B.EXAMPLE', 'en', 'x', 1)`,
    /UNIQUE/,
  ],
  [
    'a mail twice per person, kind and wave',
    `INSERT INTO outbox (study_id, mailing_id, invitation_id, kind, round, state, message_id, queued_at, next_attempt_at)
     VALUES (1, 1, 1, 'invitation', 1, 'queued', '<m1.2@x>', 2, 2)`,
    /UNIQUE/,
  ],
  ['a failed mail without a reason', `UPDATE outbox SET state = 'failed'`, /CHECK/],
  [
    'a mail accepted that was not marked before',
    `UPDATE outbox SET state = 'accepted', accepted_at = 1`,
    /marked before/,
  ],
  [
    'an accepted mail sent again',
    `UPDATE outbox SET state = 'sending'; UPDATE outbox SET state = 'accepted', accepted_at = 1;
     UPDATE outbox SET state = 'queued'`,
    /never sent again/,
  ],
  [
    'a reminder too soon after the mail before',
    `UPDATE outbox SET state = 'sending'; UPDATE outbox SET state = 'accepted', accepted_at = 1;
     INSERT INTO outbox (study_id, mailing_id, invitation_id, kind, round, state, message_id, queued_at, next_attempt_at)
     VALUES (1, 1, 1, 'reminder', 1, 'queued', '<m1.2@x>', 46 * 3600000, 1)`,
    /keeps its distance/,
  ],
  [
    'a reminder more than the study allows',
    `DELETE FROM outbox;
     INSERT INTO outbox (study_id, mailing_id, invitation_id, kind, round, state, message_id, queued_at, next_attempt_at)
     VALUES (1, 1, 1, 'reminder', 4, 'queued', '<m1.2@x>', 1, 1)`,
    /more reminders/,
  ],
  ['a pseudonym twice', `UPDATE respondent SET pseudonym = 'S00001' WHERE id = 2`, /UNIQUE/],
  ['consent without its time', `UPDATE respondent SET consent = 'agreed'`, /CHECK/],
  ['eligible before consent', 'UPDATE respondent SET eligible = 1, eligible_at = 1', /CHECK/],
  ['complete before consent', 'UPDATE respondent SET completed_at = 1', /CHECK/],
  ['an unknown device', `UPDATE respondent SET device = 'watch'`, /CHECK/],
  ['a dataset changed', `UPDATE dataset SET sha256 = '${'d'.repeat(64)}'`, /frozen/],
  ['an exclusion changed', `UPDATE exclusion SET excluded = 0`, /append-only/],
  ['an unknown role', `UPDATE user SET role = 'admin'`, /CHECK/],
  [
    'an account twice, in any case',
    `INSERT INTO user (email, name, password_hash, role, created_at) VALUES ('O@S.example', 'P', 'h', 'auditor', 1)`,
    /UNIQUE/,
  ],
  ['a study that has respondents deleted', 'DELETE FROM study', /FOREIGN KEY/],
]

describe('the table refuses', () => {
  test.each(refused)('%s', (_rule, sql, why) => {
    expect(() => db.exec(sql)).toThrow(why)
  })
})

test('the moment a pair is first shown is added to the schedule', () => {
  db.exec('UPDATE assignment SET shown_at = 5 WHERE respondent_id = 1 AND seq = 2')
  expect(db.prepare('SELECT shown_at FROM assignment WHERE respondent_id = 1').pluck().all()).toEqual([
    null,
    5,
  ])
})

test('test answers can be wiped, with all that hangs on them, and real ones stay', () => {
  db.exec('DELETE FROM respondent WHERE id = 2')
  for (const table of [
    'assignment',
    'judgement',
    'judgement_revision',
    'answer',
    'answer_revision',
    'exclusion',
  ])
    expect(db.prepare(`SELECT DISTINCT respondent_id FROM ${table}`).pluck().all(), table).toEqual([1])
})
