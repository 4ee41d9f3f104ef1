-- Made by `npm run schema` from db/migrations; for reading only.

CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;

CREATE TABLE user (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (email LIKE '%_@_%'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'coordinator', 'analyst', 'auditor')),
  -- a coordinator may be limited to one society; NULL means all
  society TEXT,
  created_at INTEGER NOT NULL,
  disabled_at INTEGER
) STRICT;

CREATE TABLE session (
  token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
  user_id INTEGER NOT NULL REFERENCES user ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, device TEXT NOT NULL DEFAULT '' CHECK (length(device) <= 60)) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE api_token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES user,
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE TABLE audit_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  -- an e-mail address of a user, 'command line' or 'system'
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  study_id INTEGER,
  detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT;

CREATE INDEX audit_event_by_study ON audit_event (study_id, id);

CREATE TRIGGER audit_event_keeps_rows BEFORE DELETE ON audit_event
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER audit_event_keeps_values BEFORE UPDATE ON audit_event
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TABLE study (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  slug TEXT NOT NULL UNIQUE CHECK (slug GLOB '[a-z0-9]*' AND slug NOT GLOB '*[^a-z0-9-]*' AND length(slug) <= 60),
  state TEXT NOT NULL CHECK (state IN ('draft', 'testing', 'live', 'closing', 'closed', 'archived')),
  paused_at INTEGER,
  -- the closing time, with the zone it was stated in
  closes_at INTEGER,
  close_zone TEXT,
  mode TEXT NOT NULL DEFAULT 'confidential' CHECK (mode IN ('confidential', 'anonymous')),
  -- names the schedule's random numbers; fixed for the life of the study
  seed INTEGER NOT NULL,
  created_at INTEGER NOT NULL, opens_at INTEGER, open_zone TEXT CHECK ((open_zone IS NULL) = (opens_at IS NULL)), grace_minutes INTEGER NOT NULL DEFAULT 0 CHECK (grace_minutes BETWEEN 0 AND 20160),
  CHECK ((closes_at IS NULL) = (close_zone IS NULL)),
  CHECK (paused_at IS NULL OR state = 'live')
) STRICT;

CREATE TABLE study_transition (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  state TEXT NOT NULL CHECK (state IN ('draft', 'testing', 'live', 'paused', 'resumed', 'closing', 'closed', 'archived')),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

CREATE INDEX study_transition_by_study ON study_transition (study_id, id);

CREATE TRIGGER study_transition_keeps_values BEFORE UPDATE ON study_transition
  BEGIN SELECT RAISE(ABORT, 'the states of a study are append-only'); END;

CREATE TRIGGER study_transition_keeps_rows BEFORE DELETE ON study_transition
  WHEN (SELECT state FROM study WHERE id = OLD.study_id) NOT IN ('draft', 'testing')
  BEGIN SELECT RAISE(ABORT, 'the states of a study are append-only'); END;

CREATE TABLE study_draft (
  study_id INTEGER PRIMARY KEY REFERENCES study,
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL
) STRICT;

CREATE TABLE study_version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  number INTEGER NOT NULL CHECK (number >= 0),
  minor INTEGER NOT NULL CHECK (minor >= 0),
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  plan_sha256 TEXT NOT NULL CHECK (length(plan_sha256) = 64),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  UNIQUE (study_id, number, minor)
) STRICT;

CREATE TRIGGER study_version_is_immutable BEFORE UPDATE ON study_version
  BEGIN SELECT RAISE(ABORT, 'a study version is immutable'); END;

CREATE TRIGGER study_version_stays BEFORE DELETE ON study_version WHEN OLD.number > 0
  BEGIN SELECT RAISE(ABORT, 'a published study version stays'); END;

CREATE TABLE invitation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  kind TEXT NOT NULL CHECK (kind IN ('member', 'test', 'open')),
  email TEXT COLLATE NOCASE CHECK (email LIKE '%_@_%'),
  name TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL,
  society TEXT NOT NULL,
  wave INTEGER NOT NULL DEFAULT 1 CHECK (wave >= 1),
  -- a leaked link is replaced by its next generation
  generation INTEGER NOT NULL DEFAULT 1 CHECK (generation BETWEEN 1 AND 255),
  mail_status TEXT NOT NULL DEFAULT 'not_mailed' CHECK (mail_status IN ('not_mailed', 'queued', 'accepted', 'failed', 'bounced')),
  created_at INTEGER NOT NULL,
  declined_at INTEGER,
  revoked_at INTEGER,
  -- a member of two societies gets one invitation and counts once
  UNIQUE (study_id, email),
  CHECK ((kind = 'member') = (email IS NOT NULL))
) STRICT;

CREATE INDEX invitation_by_society ON invitation (study_id, society);

CREATE TABLE opt_out (
  email TEXT PRIMARY KEY COLLATE NOCASE,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE respondent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  version_id INTEGER NOT NULL REFERENCES study_version,
  pseudonym TEXT NOT NULL CHECK (pseudonym GLOB 'S[0-9]*'),
  -- position in the order of starting; it balances the schedules and is never exported
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  mode TEXT NOT NULL CHECK (mode IN ('live', 'test')),
  society TEXT NOT NULL,
  wave INTEGER NOT NULL,
  invited_language TEXT NOT NULL,
  language TEXT NOT NULL,
  device TEXT NOT NULL CHECK (device IN ('phone', 'tablet', 'desktop', 'unknown')),
  started_at INTEGER NOT NULL,
  consent TEXT CHECK (consent IN ('agreed', 'refused')),
  consent_at INTEGER,
  eligible INTEGER CHECK (eligible IN (0, 1)),
  eligible_at INTEGER,
  completed_at INTEGER,
  withdrawn_at INTEGER, is_simulated INTEGER NOT NULL DEFAULT 0 CHECK (is_simulated IN (0, 1)), route TEXT NOT NULL DEFAULT 'personal' CHECK (route IN ('personal', 'open', 'unknown')),
  UNIQUE (study_id, pseudonym),
  UNIQUE (study_id, mode, ordinal),
  CHECK ((consent IS NULL) = (consent_at IS NULL)),
  CHECK ((eligible IS NULL) = (eligible_at IS NULL)),
  CHECK (eligible IS NULL OR consent IS NOT NULL),
  CHECK (completed_at IS NULL OR (consent IS NOT NULL AND eligible IS NOT NULL))
) STRICT;

CREATE TABLE identity_link (
  invitation_id INTEGER PRIMARY KEY REFERENCES invitation ON DELETE CASCADE,
  respondent_id INTEGER NOT NULL UNIQUE REFERENCES respondent ON DELETE CASCADE
) STRICT;

CREATE TABLE step_done (
  respondent_id INTEGER NOT NULL REFERENCES respondent ON DELETE CASCADE,
  step TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (respondent_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (
  respondent_id INTEGER NOT NULL REFERENCES respondent ON DELETE CASCADE,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  block INTEGER NOT NULL CHECK (block >= 1),
  construct TEXT NOT NULL,
  item_a TEXT NOT NULL,
  item_b TEXT NOT NULL CHECK (item_b <> item_a),
  shown_first TEXT NOT NULL CHECK (shown_first IN ('a', 'b')),
  is_repeat INTEGER NOT NULL CHECK (is_repeat IN (0, 1)),
  shown_at INTEGER,
  PRIMARY KEY (respondent_id, seq),
  UNIQUE (respondent_id, construct, item_a, item_b, is_repeat)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER assignment_never_changes
  BEFORE UPDATE OF respondent_id, seq, block, construct, item_a, item_b, shown_first, is_repeat ON assignment
  BEGIN SELECT RAISE(ABORT, 'a schedule never changes'); END;

CREATE TRIGGER assignment_is_shown_once BEFORE UPDATE OF shown_at ON assignment WHEN OLD.shown_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a pair is first shown once'); END;

CREATE TABLE judgement (
  respondent_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  response TEXT NOT NULL CHECK (response IN ('less', 'equal', 'more', 'cannot')),
  -- 1 is the first answer
  revision INTEGER NOT NULL CHECK (revision >= 1),
  language TEXT NOT NULL,
  -- when the pair was first answered, and how long its page was visible until then
  answered_at INTEGER NOT NULL,
  active_ms INTEGER CHECK (active_ms >= 0),
  PRIMARY KEY (respondent_id, seq),
  FOREIGN KEY (respondent_id, seq) REFERENCES assignment ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE judgement_revision (
  respondent_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  response TEXT NOT NULL CHECK (response IN ('less', 'equal', 'more', 'cannot')),
  at INTEGER NOT NULL,
  PRIMARY KEY (respondent_id, seq, revision),
  FOREIGN KEY (respondent_id, seq) REFERENCES judgement ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TRIGGER judgement_revision_keeps_values BEFORE UPDATE ON judgement_revision
  BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;

CREATE TRIGGER judgement_revision_keeps_rows BEFORE DELETE ON judgement_revision
  WHEN (SELECT mode FROM respondent WHERE id = OLD.respondent_id) = 'live'
  BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;

CREATE TRIGGER judgement_stays BEFORE DELETE ON judgement
  WHEN (SELECT mode FROM respondent WHERE id = OLD.respondent_id) = 'live'
  BEGIN SELECT RAISE(ABORT, 'a judgement stays'); END;

CREATE TABLE answer (
  respondent_id INTEGER NOT NULL REFERENCES respondent ON DELETE CASCADE,
  variable TEXT NOT NULL,
  value TEXT NOT NULL CHECK (json_valid(value)),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  language TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (respondent_id, variable)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer_revision (
  respondent_id INTEGER NOT NULL,
  variable TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  value TEXT NOT NULL CHECK (json_valid(value)),
  at INTEGER NOT NULL,
  PRIMARY KEY (respondent_id, variable, revision),
  FOREIGN KEY (respondent_id, variable) REFERENCES answer ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TRIGGER answer_revision_keeps_values BEFORE UPDATE ON answer_revision
  BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;

CREATE TRIGGER answer_revision_keeps_rows BEFORE DELETE ON answer_revision
  WHEN (SELECT mode FROM respondent WHERE id = OLD.respondent_id) = 'live'
  BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;

CREATE TABLE page_timing (
  respondent_id INTEGER NOT NULL REFERENCES respondent ON DELETE CASCADE,
  page TEXT NOT NULL,
  visits INTEGER NOT NULL CHECK (visits >= 1),
  -- time the page was visible (NULL where no script measured it), and wall time from sending the page to its form's arrival
  active_ms INTEGER CHECK (active_ms >= 0),
  wall_ms INTEGER NOT NULL CHECK (wall_ms >= 0),
  PRIMARY KEY (respondent_id, page)
) STRICT, WITHOUT ROWID;

CREATE TABLE dataset (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  name TEXT NOT NULL,
  filters TEXT NOT NULL CHECK (json_valid(filters)),
  manifest TEXT NOT NULL CHECK (json_valid(manifest)),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  schema_version INTEGER NOT NULL,
  program_version TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL
) STRICT;

CREATE TRIGGER dataset_is_frozen BEFORE UPDATE ON dataset
  BEGIN SELECT RAISE(ABORT, 'a dataset is frozen'); END;

CREATE TABLE exclusion (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  respondent_id INTEGER NOT NULL REFERENCES respondent ON DELETE CASCADE,
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  by_role TEXT NOT NULL CHECK (by_role IN ('owner', 'coordinator', 'analyst')),
  actor TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX exclusion_by_study ON exclusion (study_id, respondent_id, id);

CREATE TRIGGER exclusion_keeps_values BEFORE UPDATE ON exclusion
  BEGIN SELECT RAISE(ABORT, 'exclusions are append-only'); END;

CREATE TABLE analysis_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id INTEGER NOT NULL REFERENCES dataset,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  planned INTEGER NOT NULL CHECK (planned IN (0, 1)),
  result TEXT NOT NULL CHECK (json_valid(result)),
  engine_version TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL
) STRICT;

CREATE TABLE data_state (
  study_id INTEGER PRIMARY KEY REFERENCES study ON DELETE CASCADE,
  changes INTEGER NOT NULL CHECK (changes >= 0)
) STRICT;

CREATE TRIGGER data_state_of_new_study AFTER INSERT ON study
  BEGIN INSERT INTO data_state (study_id, changes) VALUES (NEW.id, 0); END;

CREATE TRIGGER data_state_study AFTER UPDATE ON study
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.id; END;

CREATE TRIGGER data_state_version AFTER INSERT ON study_version
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;

CREATE TRIGGER data_state_new_invitation AFTER INSERT ON invitation
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;

CREATE TRIGGER data_state_invitation AFTER UPDATE ON invitation
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;

CREATE TRIGGER data_state_old_invitation AFTER DELETE ON invitation
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = OLD.study_id; END;

CREATE TRIGGER data_state_new_respondent AFTER INSERT ON respondent
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;

CREATE TRIGGER data_state_respondent AFTER UPDATE ON respondent
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;

CREATE TRIGGER data_state_old_respondent AFTER DELETE ON respondent
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = OLD.study_id; END;

CREATE TRIGGER data_state_assignment AFTER UPDATE OF shown_at ON assignment
  BEGIN UPDATE data_state SET changes = changes + 1
    WHERE study_id = (SELECT study_id FROM respondent WHERE id = NEW.respondent_id); END;

CREATE TRIGGER data_state_judgement AFTER INSERT ON judgement_revision
  BEGIN UPDATE data_state SET changes = changes + 1
    WHERE study_id = (SELECT study_id FROM respondent WHERE id = NEW.respondent_id); END;

CREATE TRIGGER data_state_answer AFTER INSERT ON answer_revision
  BEGIN UPDATE data_state SET changes = changes + 1
    WHERE study_id = (SELECT study_id FROM respondent WHERE id = NEW.respondent_id); END;

CREATE TRIGGER data_state_new_timing AFTER INSERT ON page_timing
  BEGIN UPDATE data_state SET changes = changes + 1
    WHERE study_id = (SELECT study_id FROM respondent WHERE id = NEW.respondent_id); END;

CREATE TRIGGER data_state_timing AFTER UPDATE ON page_timing
  BEGIN UPDATE data_state SET changes = changes + 1
    WHERE study_id = (SELECT study_id FROM respondent WHERE id = NEW.respondent_id); END;

CREATE TRIGGER data_state_exclusion AFTER INSERT ON exclusion
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;

CREATE TABLE item_exclusion (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  -- a comparator (C01) or a rating item (R01)
  item TEXT NOT NULL CHECK (item GLOB '[CR][0-9]*'),
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  by_role TEXT NOT NULL CHECK (by_role IN ('owner', 'coordinator', 'analyst')),
  actor TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX item_exclusion_by_study ON item_exclusion (study_id, item, id);

CREATE TRIGGER item_exclusion_keeps_values BEFORE UPDATE ON item_exclusion
  BEGIN SELECT RAISE(ABORT, 'exclusions are append-only'); END;

CREATE TRIGGER item_exclusion_keeps_rows BEFORE DELETE ON item_exclusion
  BEGIN SELECT RAISE(ABORT, 'exclusions are append-only'); END;

CREATE TRIGGER data_state_item_exclusion AFTER INSERT ON item_exclusion
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;

CREATE TABLE account_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  purpose TEXT NOT NULL CHECK (purpose IN ('join', 'password')),
  -- the person who is to choose a new password; who joins has no account yet
  user_id INTEGER REFERENCES user,
  email TEXT NOT NULL COLLATE NOCASE CHECK (email LIKE '%_@_%'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  role TEXT NOT NULL CHECK (role IN ('owner', 'coordinator', 'analyst', 'auditor')),
  society TEXT,
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER,
  CHECK ((purpose = 'password') = (user_id IS NOT NULL)),
  CHECK (society IS NULL OR role = 'coordinator'),
  CHECK (used_at IS NULL OR revoked_at IS NULL)
) STRICT;

CREATE UNIQUE INDEX account_link_waits ON account_link (email) WHERE used_at IS NULL AND revoked_at IS NULL;

CREATE TABLE second_factor (
  user_id INTEGER PRIMARY KEY REFERENCES user,
  secret BLOB NOT NULL,
  since INTEGER NOT NULL,
  -- the time step of the newest code taken: no code works twice
  last_step INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_code (
  user_id INTEGER NOT NULL REFERENCES second_factor ON DELETE CASCADE,
  code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
  used_at INTEGER,
  PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_event_by_actor ON audit_event (actor, id);

CREATE INDEX audit_event_by_action ON audit_event (action, id);

CREATE TABLE consent_revision (
  respondent_id INTEGER NOT NULL REFERENCES respondent ON DELETE CASCADE,
  -- 1 is the first decision
  revision INTEGER NOT NULL CHECK (revision >= 1),
  consent TEXT NOT NULL CHECK (consent IN ('agreed', 'refused')),
  at INTEGER NOT NULL,
  PRIMARY KEY (respondent_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER consent_revision_keeps_values BEFORE UPDATE ON consent_revision
  BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;

CREATE TRIGGER consent_revision_keeps_rows BEFORE DELETE ON consent_revision
  WHEN (SELECT mode FROM respondent WHERE id = OLD.respondent_id) = 'live'
  BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;

CREATE TABLE media_file (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  type TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/png', 'image/webp', 'video/mp4', 'text/vtt')),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  -- pixels; subtitles have none
  width INTEGER CHECK (width > 0),
  height INTEGER CHECK (height > 0),
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  CHECK ((type = 'text/vtt') = (width IS NULL)),
  CHECK ((width IS NULL) = (height IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER media_file_is_its_content BEFORE UPDATE ON media_file
  BEGIN SELECT RAISE(ABORT, 'a file is named by its content'); END;

CREATE TABLE media_part (
  sha256 TEXT NOT NULL REFERENCES media_file ON DELETE CASCADE,
  part INTEGER NOT NULL CHECK (part >= 0),
  content BLOB NOT NULL,
  UNIQUE (sha256, part)
) STRICT;

CREATE TRIGGER media_part_is_its_content BEFORE UPDATE ON media_part
  BEGIN SELECT RAISE(ABORT, 'a file is named by its content'); END;

CREATE TABLE draft_save (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study ON DELETE CASCADE,
  -- counts the saves of one draft; every form carries the one it was made from
  revision INTEGER NOT NULL CHECK (revision >= 1),
  -- the page it was saved on, or 'whole' for a new, replaced or restored definition
  topic TEXT NOT NULL,
  what TEXT NOT NULL CHECK (length(what) > 0),
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  UNIQUE (study_id, revision)
) STRICT;

CREATE TRIGGER draft_save_keeps_values BEFORE UPDATE ON draft_save
  BEGIN SELECT RAISE(ABORT, 'the history of a draft is append-only'); END;

CREATE TRIGGER draft_save_keeps_rows BEFORE DELETE ON draft_save
  WHEN (SELECT state FROM study WHERE id = OLD.study_id) NOT IN ('draft', 'testing')
  BEGIN SELECT RAISE(ABORT, 'the history of a draft is append-only'); END;

CREATE TABLE test_comment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study ON DELETE CASCADE,
  invitation_id INTEGER NOT NULL,
  -- after the link, such as pairs/7; '' is the first page
  page TEXT NOT NULL CHECK (length(page) <= 200),
  language TEXT NOT NULL,
  text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
  written_at INTEGER NOT NULL,
  resolved_at INTEGER,
  resolved_by TEXT,
  -- the same form may arrive twice
  UNIQUE (invitation_id, page, text),
  CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
) STRICT;

CREATE INDEX test_comment_by_study ON test_comment (study_id, id);

CREATE TRIGGER test_comment_keeps_words BEFORE UPDATE OF study_id, invitation_id, page, language, text, written_at ON test_comment
  BEGIN SELECT RAISE(ABORT, 'the words of a comment stay'); END;

CREATE TABLE version_note (
  version_id INTEGER PRIMARY KEY REFERENCES study_version ON DELETE CASCADE,
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  actor TEXT NOT NULL,
  noted_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER version_note_keeps_values BEFORE UPDATE ON version_note
  BEGIN SELECT RAISE(ABORT, 'a version note is immutable'); END;

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
  settled_at INTEGER, local_links INTEGER NOT NULL DEFAULT 0 CHECK (local_links IN (0, 1)), only_old_date INTEGER NOT NULL DEFAULT 0 CHECK (only_old_date IN (0, 1)),
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
  settled_at INTEGER, named_close INTEGER,
  CHECK (state NOT IN ('failed', 'bounced', 'uncertain', 'skipped') OR reason IS NOT NULL),
  CHECK (state <> 'accepted' OR accepted_at IS NOT NULL)
) STRICT;

CREATE INDEX outbox_waiting ON outbox (next_attempt_at, id) WHERE state = 'queued';

CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';

CREATE INDEX outbox_by_study ON outbox (study_id, state, id);

CREATE INDEX outbox_by_invitation ON outbox (invitation_id);

CREATE INDEX outbox_by_address ON outbox (address) WHERE address IS NOT NULL;

CREATE INDEX outbox_by_mailing ON outbox (mailing_id, state);

CREATE UNIQUE INDEX outbox_once ON outbox (invitation_id, kind, round)
  WHERE state IN ('queued', 'sending', 'accepted', 'uncertain');

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

CREATE TRIGGER outbox_reminders_are_few BEFORE INSERT ON outbox
  WHEN NEW.kind = 'reminder'
    AND NEW.round > coalesce((SELECT most_reminders FROM mail_rule WHERE study_id = NEW.study_id), 3)
  BEGIN SELECT RAISE(ABORT, 'nobody gets more reminders than the study allows'); END;

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

CREATE TABLE member_upload (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  user_id INTEGER NOT NULL REFERENCES user,
  content BLOB NOT NULL CHECK (length(content) > 0),
  created_at INTEGER NOT NULL
, file_name TEXT NOT NULL DEFAULT '' CHECK (length(file_name) <= 120)) STRICT;

CREATE INDEX member_upload_by_time ON member_upload (created_at);

CREATE TABLE member_sample (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  seed INTEGER NOT NULL CHECK (seed >= 0),
  listed INTEGER NOT NULL CHECK (listed >= 1),
  drawn INTEGER NOT NULL CHECK (drawn BETWEEN 1 AND listed),
  wave INTEGER NOT NULL CHECK (wave >= 1),
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL
, list_name TEXT, list_members INTEGER, parts TEXT CHECK (parts IS NULL OR json_valid(parts)), seed_typed INTEGER NOT NULL DEFAULT 0 CHECK (seed_typed IN (0, 1))) STRICT;

CREATE INDEX member_sample_by_study ON member_sample (study_id);

CREATE TRIGGER member_sample_keeps_values BEFORE UPDATE ON member_sample
  BEGIN SELECT RAISE(ABORT, 'a sample stays as it was drawn'); END;

CREATE TABLE reserve_member (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  sample_id INTEGER NOT NULL REFERENCES member_sample,
  -- position in the random order of the draw; the lowest is asked first
  place INTEGER NOT NULL CHECK (place >= 1),
  email TEXT NOT NULL COLLATE NOCASE CHECK (email LIKE '%_@_%'),
  name TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL,
  society TEXT NOT NULL, position INTEGER,
  UNIQUE (study_id, email),
  UNIQUE (sample_id, place)
) STRICT;

CREATE INDEX reserve_member_by_society ON reserve_member (study_id, society);

CREATE TABLE replacement (
  invitation_id INTEGER PRIMARY KEY REFERENCES invitation ON DELETE CASCADE,
  by_invitation_id INTEGER NOT NULL UNIQUE REFERENCES invitation ON DELETE CASCADE,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE closing_change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  closed_at_before INTEGER,
  closes_at INTEGER,
  close_zone TEXT,
  grace_minutes INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

CREATE INDEX closing_change_by_study ON closing_change (study_id, id);

CREATE TRIGGER closing_change_keeps_values BEFORE UPDATE ON closing_change
  BEGIN SELECT RAISE(ABORT, 'changes of a closing time are append-only'); END;

CREATE TRIGGER closing_change_keeps_rows BEFORE DELETE ON closing_change
  BEGIN SELECT RAISE(ABORT, 'changes of a closing time are append-only'); END;

CREATE TABLE result_wish (
  study_id INTEGER NOT NULL REFERENCES study,
  email TEXT NOT NULL COLLATE NOCASE CHECK (email LIKE '%_@_%'),
  language TEXT NOT NULL,
  PRIMARY KEY (study_id, email)
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_cut (
  study_id INTEGER PRIMARY KEY REFERENCES study,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  links INTEGER NOT NULL CHECK (links >= 0),
  -- of groups so small that an answer could be guessed
  addresses INTEGER NOT NULL CHECK (addresses >= 0),
  -- since when no page of the file holds it either
  wiped_at INTEGER
) STRICT;

CREATE TABLE erased_person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  society TEXT NOT NULL,
  wave INTEGER NOT NULL,
  language TEXT NOT NULL,
  listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
  mailed INTEGER NOT NULL CHECK (mailed IN (0, 1)),
  not_bounced INTEGER NOT NULL CHECK (not_bounced IN (0, 1)),
  started INTEGER NOT NULL CHECK (started IN (0, 1)),
  consented INTEGER NOT NULL CHECK (consented IN (0, 1)),
  eligible INTEGER NOT NULL CHECK (eligible IN (0, 1)),
  judged INTEGER NOT NULL CHECK (judged IN (0, 1)),
  completed INTEGER NOT NULL CHECK (completed IN (0, 1))
, route TEXT NOT NULL DEFAULT 'personal' CHECK (route IN ('personal', 'open', 'unknown'))) STRICT;

CREATE INDEX erased_person_by_study ON erased_person (study_id);

CREATE TABLE erased_key (
  study_id INTEGER NOT NULL REFERENCES study,
  key TEXT NOT NULL CHECK (length(key) = 64),
  PRIMARY KEY (study_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE erasing (respondent_id INTEGER PRIMARY KEY) STRICT;

CREATE TRIGGER respondent_stays BEFORE DELETE ON respondent
  WHEN OLD.mode = 'live' AND NOT EXISTS (SELECT 1 FROM erasing WHERE respondent_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'a respondent stays'); END;

CREATE TABLE retention (
  study_id INTEGER PRIMARY KEY REFERENCES study,
  identities_until INTEGER,
  answers_until INTEGER,
  zone TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  set_by TEXT NOT NULL,
  identities_removed_at INTEGER,
  answers_removed_at INTEGER
) STRICT;

CREATE TABLE open_link (
  invitation_id INTEGER PRIMARY KEY REFERENCES invitation ON DELETE CASCADE,
  -- how many may start in a day
  daily_cap INTEGER NOT NULL CHECK (daily_cap BETWEEN 1 AND 100000),
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL
, form_key TEXT, label TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 60)) STRICT;

CREATE TABLE open_start (
  invitation_id INTEGER PRIMARY KEY REFERENCES invitation ON DELETE CASCADE,
  open_link_id INTEGER NOT NULL REFERENCES open_link ON DELETE CASCADE,
  -- YYYY-MM-DD in the study's zone
  day TEXT NOT NULL
) STRICT;

CREATE INDEX open_start_by_day ON open_start (open_link_id, day);

CREATE TABLE possible_duplicate (
  respondent_id INTEGER PRIMARY KEY REFERENCES respondent ON DELETE CASCADE
) STRICT;

CREATE TABLE sensitivity_pack (
  study_id INTEGER PRIMARY KEY REFERENCES study ON DELETE CASCADE,
  -- the state of the data, the plan's hash and the engine's version it was computed from
  key TEXT NOT NULL,
  pack TEXT NOT NULL CHECK (json_valid(pack)),
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE fee_schedule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  year INTEGER NOT NULL UNIQUE CHECK (year BETWEEN 1992 AND 2100),
  -- as the importer names it, such as "CMS PFS Relative Value File, January 2023"
  source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 300),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  -- descriptors are kept only under a licence that somebody stated
  descriptor_licence TEXT CHECK (length(descriptor_licence) BETWEEN 1 AND 2000),
  imported_at INTEGER NOT NULL,
  imported_by TEXT NOT NULL
) STRICT;

CREATE TABLE fee_schedule_code (
  schedule_id INTEGER NOT NULL REFERENCES fee_schedule ON DELETE CASCADE,
  code TEXT NOT NULL CHECK (length(code) = 5),
  status TEXT NOT NULL CHECK (length(status) <= 1),
  wrvu REAL NOT NULL CHECK (wrvu >= 0),
  global_days TEXT NOT NULL,
  -- CMS multiple-procedure indicator; NULL where the file does not give one
  multiple_procedure INTEGER CHECK (multiple_procedure BETWEEN 0 AND 9),
  descriptor TEXT,
  PRIMARY KEY (schedule_id, code)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER fee_schedule_code_needs_licence BEFORE INSERT ON fee_schedule_code
  WHEN NEW.descriptor IS NOT NULL
    AND (SELECT descriptor_licence FROM fee_schedule WHERE id = NEW.schedule_id) IS NULL
  BEGIN SELECT RAISE(ABORT, 'descriptors need a licence'); END;

CREATE INDEX respondent_simulated ON respondent (study_id) WHERE is_simulated = 1;

CREATE TRIGGER respondent_stays_simulated BEFORE UPDATE OF is_simulated ON respondent
  WHEN NEW.is_simulated < OLD.is_simulated
  BEGIN SELECT RAISE(ABORT, 'simulated answers stay marked'); END;

CREATE TABLE frozen_funnel (
  study_id INTEGER NOT NULL REFERENCES study,
  stage TEXT NOT NULL,
  society TEXT NOT NULL,
  wave INTEGER NOT NULL,
  language TEXT NOT NULL,
  route TEXT NOT NULL CHECK (route IN ('personal', 'open', 'unknown')),
  n INTEGER NOT NULL CHECK (n >= 0),
  frozen_at INTEGER NOT NULL,
  PRIMARY KEY (study_id, stage, society, wave, language, route)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX open_link_once ON open_link (form_key) WHERE form_key IS NOT NULL;

CREATE TABLE erasure_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  line TEXT NOT NULL CHECK (json_valid(line))
) STRICT;

CREATE TABLE wipe_due (
  what TEXT PRIMARY KEY CHECK (what IN ('log', 'pages'))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER outbox_keeps_distance BEFORE INSERT ON outbox
  WHEN NEW.kind IN ('reminder', 'thanks') AND EXISTS (
    SELECT 1 FROM outbox o WHERE o.invitation_id = NEW.invitation_id
      AND o.accepted_at > NEW.queued_at
        - ((coalesce((SELECT gap_days FROM mail_rule WHERE study_id = NEW.study_id), 3) - 1) * 24 - 2) * 3600000)
  BEGIN SELECT RAISE(ABORT, 'a mail keeps its distance from the mail before'); END;

CREATE TABLE sample_draw (
  invitation_id INTEGER PRIMARY KEY REFERENCES invitation ON DELETE CASCADE,
  sample_id INTEGER NOT NULL REFERENCES member_sample,
  position INTEGER NOT NULL CHECK (position >= 1),
  -- in the order of the draw, from 1; above the size of the sample: asked later, from the reserve
  place INTEGER NOT NULL CHECK (place >= 1),
  UNIQUE (sample_id, place)
) STRICT;
