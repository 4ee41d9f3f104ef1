import type { Db } from '../open-database.ts'

/** A member with everything that decides whether a mail may go to them now. */
export interface RecipientRow {
  id: number
  study_id: number
  email: string
  name: string
  language: string
  society: string
  wave: number
  generation: number
  declined_at: number | null
  revoked_at: number | null
  opted_out: 0 | 1
  started: 0 | 1
  completed: 0 | 1
  withdrawn: 0 | 1
  consent: 'agreed' | 'refused' | null
  eligible: 0 | 1 | null
  /** mails of theirs that are queued or being sent */
  waiting: number
  /** mails of theirs nobody knows the end of */
  uncertain: number
  /** mails to their present address that were refused for good, and that came back */
  failed: number
  bounced: number
  invited: number
  thanked: number
  /** accepted reminders, also those that came back later */
  reminders: number
  last_accepted_at: number | null
  /** which closing time the newest invitation or reminder they have names; null where there is none, or it has none */
  named_close: number | null
}

/** Which members; null means all. */
export interface RecipientFilter {
  studyId: number
  society: string | null
  wave: number | null
  language: string | null
}

/** The newest mail with a closing time in it that a member `i` has in hand. */
const newestMail = `(SELECT n.id FROM outbox n
    WHERE n.invitation_id = i.id AND n.kind <> 'thanks' AND n.state = 'accepted'
    ORDER BY n.accepted_at DESC, n.id DESC LIMIT 1)`

/** `joined` is what narrows the outbox: to one study or to one person. */
const select = (joined: string) => `
  SELECT i.id, i.study_id, i.email, i.name, i.language, i.society, i.wave, i.generation, i.declined_at, i.revoked_at,
    EXISTS (SELECT 1 FROM opt_out x WHERE x.email = i.email) AS opted_out,
    r.id IS NOT NULL AS started, r.completed_at IS NOT NULL AS completed,
    r.withdrawn_at IS NOT NULL AS withdrawn, r.consent, r.eligible,
    coalesce(m.waiting, 0) AS waiting, coalesce(m.uncertain, 0) AS uncertain, coalesce(m.failed, 0) AS failed,
    coalesce(m.bounced, 0) AS bounced, coalesce(m.invited, 0) AS invited, coalesce(m.thanked, 0) AS thanked,
    coalesce(m.reminders, 0) AS reminders, m.last_accepted_at,
    h.named_close
  FROM invitation i
  LEFT JOIN identity_link l ON l.invitation_id = i.id
  LEFT JOIN respondent r ON r.id = l.respondent_id
  LEFT JOIN (
    SELECT o.invitation_id, sum(o.state IN ('queued', 'sending')) AS waiting, sum(o.state = 'uncertain') AS uncertain,
      sum(o.state = 'failed' AND o.address = p.email) AS failed,
      sum(o.state = 'bounced' AND o.address = p.email) AS bounced,
      sum(o.kind = 'invitation' AND o.state = 'accepted') AS invited,
      sum(o.kind = 'thanks' AND o.state = 'accepted') AS thanked,
      sum(o.kind = 'reminder' AND o.accepted_at IS NOT NULL) AS reminders,
      max(o.accepted_at) AS last_accepted_at
    FROM outbox o JOIN invitation p ON p.id = o.invitation_id
    WHERE ${joined} GROUP BY o.invitation_id
  ) m ON m.invitation_id = i.id
  LEFT JOIN outbox h ON h.id = ${newestMail}`

/** Members as mail sees them. */
export function recipientQueries(db: Db) {
  return {
    list: db.prepare<[RecipientFilter], RecipientRow>(
      `${select('o.study_id = @studyId')}
       WHERE i.study_id = @studyId AND i.kind = 'member' AND i.email IS NOT NULL
         AND (@society IS NULL OR i.society = @society) AND (@wave IS NULL OR i.wave = @wave)
         AND (@language IS NULL OR i.language = @language)
       ORDER BY i.id`,
    ),
    find: db.prepare<[{ id: number }], RecipientRow>(
      `${select('o.invitation_id = @id')} WHERE i.id = @id AND i.kind = 'member' AND i.email IS NOT NULL`,
    ),
    /** Members whose newest mail names another closing time than the study's; one that names none is not wrong. */
    countOldDate: db
      .prepare<[studyId: number], number>(
        `SELECT count(*) FROM invitation i JOIN study s ON s.id = i.study_id JOIN outbox h ON h.id = ${newestMail}
         WHERE i.study_id = ? AND i.kind = 'member' AND h.named_close IS NOT NULL
           AND h.named_close IS NOT s.closes_at`,
      )
      .pluck(),
    listWaves: db
      .prepare<[studyId: number], number>(
        `SELECT DISTINCT wave FROM invitation WHERE study_id = ? AND kind = 'member' ORDER BY wave`,
      )
      .pluck(),
  }
}
