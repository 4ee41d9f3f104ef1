-- Texts, senders, rules, mailings and the outbox. No program before this one wrote to the outbox.
DROP TABLE outbox;

CREATE TABLE mail_text (
  study_id INTEGER NOT NULL REFERENCES study,
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'thanks')),
  language TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 200 AND subject NOT GLOB '*[' || char(10) || char(13) || ']*'),
  body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 10000),
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  PRIMARY KEY (study_id, kind, language)
) STRICT, WITHOUT ROWID;

-- In whose name a society's members are written to, and where their answers go.
CREATE TABLE mail_sender (
  study_id INTEGER NOT NULL REFERENCES study,
  society TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120 AND name NOT GLOB '*[' || char(10) || char(13) || ']*'),
  reply_to TEXT NOT NULL CHECK (reply_to LIKE '%_@_%' AND reply_to NOT GLOB '*[' || char(10) || char(13) || ']*'),
  PRIMARY KEY (study_id, society)
) STRICT, WITHOUT ROWID;

CREATE TABLE mail_rule (
  study_id INTEGER PRIMARY KEY REFERENCES study,
  -- days between two mails to one person before a reminder may go
  gap_days INTEGER NOT NULL DEFAULT 3 CHECK (gap_days BETWEEN 1 AND 60),
  most_reminders INTEGER NOT NULL DEFAULT 3 CHECK (most_reminders BETWEEN 0 AND 6),
  paused_at INTEGER
) STRICT;

-- One decision to write to some people, at once or at a local time of the study's zone.
CREATE TABLE mailing (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'thanks')),
  -- NULL means all
  society TEXT,
  wave INTEGER,
  language TEXT,
  -- begins the Message-ID of each of its mails
  token TEXT NOT NULL UNIQUE CHECK (token GLOB 'm[0-9a-f]*'),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'queued', 'cancelled', 'missed')),
  local_time TEXT,
  zone TEXT,
  due_at INTEGER NOT NULL,
  recipients INTEGER,
  reason TEXT,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  settled_at INTEGER,
  CHECK ((local_time IS NULL) = (zone IS NULL)),
  CHECK ((state = 'waiting') = (settled_at IS NULL)),
  CHECK ((state = 'queued') = (recipients IS NOT NULL)),
  CHECK (state <> 'missed' OR reason IS NOT NULL)
) STRICT;

CREATE INDEX mailing_by_study ON mailing (study_id, id);
CREATE INDEX mailing_waiting ON mailing (due_at) WHERE state = 'waiting';

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  mailing_id INTEGER NOT NULL REFERENCES mailing,
  invitation_id INTEGER NOT NULL REFERENCES invitation ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'thanks')),
  -- 1 for invitations and thanks; which reminder it is
  round INTEGER NOT NULL CHECK (round BETWEEN 1 AND 6),
  -- `sending` is on disk before the first byte of the message leaves; what a crash leaves there is `uncertain`
  state TEXT NOT NULL CHECK (state IN
    ('queued', 'sending', 'accepted', 'failed', 'bounced', 'uncertain', 'skipped', 'cancelled')),
  reason TEXT,
  message_id TEXT NOT NULL UNIQUE,
  -- where it went, known from `sending` on
  address TEXT COLLATE NOCASE,
  attempts INTEGER NOT NULL DEFAULT 0,
  queued_at INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  accepted_at INTEGER,
  settled_at INTEGER,
  CHECK (state NOT IN ('failed', 'bounced', 'uncertain', 'skipped') OR reason IS NOT NULL),
  CHECK (state <> 'accepted' OR accepted_at IS NOT NULL)
) STRICT;

CREATE INDEX outbox_waiting ON outbox (next_attempt_at, id) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_by_study ON outbox (study_id, state, id);
CREATE INDEX outbox_by_invitation ON outbox (invitation_id);
CREATE INDEX outbox_by_address ON outbox (address) WHERE address IS NOT NULL;
CREATE INDEX outbox_by_mailing ON outbox (mailing_id, state);

-- Nobody gets a second invitation, second thanks or the same reminder twice, whoever asks.
CREATE UNIQUE INDEX outbox_once ON outbox (invitation_id, kind, round)
  WHERE state IN ('queued', 'sending', 'accepted', 'uncertain');
-- Nobody has two mails under way.
CREATE UNIQUE INDEX outbox_one_under_way ON outbox (invitation_id)
  WHERE state IN ('queued', 'sending', 'uncertain');

CREATE TRIGGER outbox_accepted_stays BEFORE UPDATE OF state ON outbox
  WHEN OLD.state IN ('accepted', 'bounced') AND NEW.state NOT IN (OLD.state, 'bounced')
  BEGIN SELECT RAISE(ABORT, 'an accepted mail is never sent again'); END;

CREATE TRIGGER outbox_marks_before_sending BEFORE UPDATE OF state ON outbox
  WHEN NEW.state = 'accepted' AND OLD.state NOT IN ('sending', 'uncertain', 'accepted')
  BEGIN SELECT RAISE(ABORT, 'a mail is marked before it is sent'); END;

CREATE TRIGGER outbox_keeps_message_id BEFORE UPDATE OF message_id, invitation_id, kind, round ON outbox
  BEGIN SELECT RAISE(ABORT, 'a mail keeps its Message-ID'); END;

-- Half a day less than whole days: the same hour counts though clocks were set forward or the last mail left late.
CREATE TRIGGER outbox_reminders_keep_distance BEFORE INSERT ON outbox
  WHEN NEW.kind = 'reminder' AND EXISTS (
    SELECT 1 FROM outbox o WHERE o.invitation_id = NEW.invitation_id
      AND o.accepted_at > NEW.queued_at
        - (coalesce((SELECT gap_days FROM mail_rule WHERE study_id = NEW.study_id), 3) * 24 - 12) * 3600000)
  BEGIN SELECT RAISE(ABORT, 'a reminder keeps its distance from the mail before'); END;

CREATE TRIGGER outbox_reminders_are_few BEFORE INSERT ON outbox
  WHEN NEW.kind = 'reminder'
    AND NEW.round > coalesce((SELECT most_reminders FROM mail_rule WHERE study_id = NEW.study_id), 3)
  BEGIN SELECT RAISE(ABORT, 'nobody gets more reminders than the study allows'); END;

-- What the funnel counts as mailed and bounced follows the outbox by itself.
CREATE TRIGGER outbox_tells_new AFTER INSERT ON outbox WHEN NEW.kind = 'invitation'
  BEGIN UPDATE invitation SET mail_status = 'queued' WHERE id = NEW.invitation_id; END;

CREATE TRIGGER outbox_tells AFTER UPDATE OF state ON outbox
  WHEN NEW.kind = 'invitation' AND NEW.state <> OLD.state
    AND NOT (NEW.state IN ('sending', 'uncertain', 'queued') AND OLD.state IN ('sending', 'uncertain', 'queued'))
  BEGIN UPDATE invitation SET mail_status = CASE NEW.state
      WHEN 'accepted' THEN 'accepted' WHEN 'bounced' THEN 'bounced' WHEN 'failed' THEN 'failed'
      WHEN 'skipped' THEN 'not_mailed' WHEN 'cancelled' THEN 'not_mailed' ELSE 'queued' END
    WHERE id = NEW.invitation_id; END;

CREATE TRIGGER outbox_reminder_bounced AFTER UPDATE OF state ON outbox
  WHEN NEW.kind = 'reminder' AND NEW.state = 'bounced' AND OLD.state <> 'bounced'
  BEGIN UPDATE invitation SET mail_status = 'bounced' WHERE id = NEW.invitation_id AND mail_status = 'accepted'; END;
