-- When a study opens, and how long those who began may finish after its closing time.
ALTER TABLE study ADD COLUMN opens_at INTEGER;
ALTER TABLE study ADD COLUMN open_zone TEXT CHECK ((open_zone IS NULL) = (opens_at IS NULL));
ALTER TABLE study ADD COLUMN grace_minutes INTEGER NOT NULL DEFAULT 0 CHECK (grace_minutes BETWEEN 0 AND 20160);

-- Every change of a published study's closing time, with its reason.
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

-- Who wants the results: no time, no number and no link to anybody who answered. Kept in the order of the addresses.
CREATE TABLE result_wish (
  study_id INTEGER NOT NULL REFERENCES study,
  email TEXT NOT NULL COLLATE NOCASE CHECK (email LIKE '%_@_%'),
  language TEXT NOT NULL,
  PRIMARY KEY (study_id, email)
) STRICT, WITHOUT ROWID;

-- The link between addresses and answers was deleted for good.
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

-- People who were erased still count: no address, no name, no number, only how far they came.
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
) STRICT;

CREATE INDEX erased_person_by_study ON erased_person (study_id);

-- Keyed hashes of the addresses of people who were erased, so that a list sent later does not bring them back.
CREATE TABLE erased_key (
  study_id INTEGER NOT NULL REFERENCES study,
  key TEXT NOT NULL CHECK (length(key) = 64),
  PRIMARY KEY (study_id, key)
) STRICT, WITHOUT ROWID;

-- Names, within one transaction, the respondents whose deletion is meant.
CREATE TABLE erasing (respondent_id INTEGER PRIMARY KEY) STRICT;

DROP TRIGGER respondent_stays;
CREATE TRIGGER respondent_stays BEFORE DELETE ON respondent
  WHEN OLD.mode = 'live' AND NOT EXISTS (SELECT 1 FROM erasing WHERE respondent_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'a respondent stays'); END;

-- Until when addresses and answers may be kept, and when they were removed.
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

-- An invitation of kind 'open' that is handed around; whoever starts there gets an invitation of their own.
CREATE TABLE open_link (
  invitation_id INTEGER PRIMARY KEY REFERENCES invitation ON DELETE CASCADE,
  -- how many may start in a day
  daily_cap INTEGER NOT NULL CHECK (daily_cap BETWEEN 1 AND 100000),
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL
) STRICT;

CREATE TABLE open_start (
  invitation_id INTEGER PRIMARY KEY REFERENCES invitation ON DELETE CASCADE,
  open_link_id INTEGER NOT NULL REFERENCES open_link ON DELETE CASCADE,
  -- YYYY-MM-DD in the study's zone
  day TEXT NOT NULL
) STRICT;

CREATE INDEX open_start_by_day ON open_start (open_link_id, day);

-- Somebody started before on the same device: perhaps the same person, perhaps a colleague.
CREATE TABLE possible_duplicate (
  respondent_id INTEGER PRIMARY KEY REFERENCES respondent ON DELETE CASCADE
) STRICT;
