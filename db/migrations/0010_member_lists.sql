-- A member list between upload and confirmation, as it arrived; deleted when it is confirmed, discarded or a day old.
CREATE TABLE member_upload (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  user_id INTEGER NOT NULL REFERENCES user,
  content BLOB NOT NULL CHECK (length(content) > 0),
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX member_upload_by_time ON member_upload (created_at);

-- A random sample of a list: with the seed and the same list, anybody draws the same people again.
CREATE TABLE member_sample (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  seed INTEGER NOT NULL CHECK (seed >= 0),
  listed INTEGER NOT NULL CHECK (listed >= 1),
  drawn INTEGER NOT NULL CHECK (drawn BETWEEN 1 AND listed),
  wave INTEGER NOT NULL CHECK (wave >= 1),
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL
) STRICT;

CREATE INDEX member_sample_by_study ON member_sample (study_id);

CREATE TRIGGER member_sample_keeps_values BEFORE UPDATE ON member_sample
  BEGIN SELECT RAISE(ABORT, 'a sample stays as it was drawn'); END;

-- Who was on a sampled list and not drawn: no invitation, no link, in no count, until somebody drawn is replaced.
CREATE TABLE reserve_member (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES study,
  sample_id INTEGER NOT NULL REFERENCES member_sample,
  -- position in the random order of the draw; the lowest is asked first
  place INTEGER NOT NULL CHECK (place >= 1),
  email TEXT NOT NULL COLLATE NOCASE CHECK (email LIKE '%_@_%'),
  name TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL,
  society TEXT NOT NULL,
  UNIQUE (study_id, email),
  UNIQUE (sample_id, place)
) STRICT;

CREATE INDEX reserve_member_by_society ON reserve_member (study_id, society);

-- Who of the reserve was asked instead of whom; nobody is replaced twice.
CREATE TABLE replacement (
  invitation_id INTEGER PRIMARY KEY REFERENCES invitation ON DELETE CASCADE,
  by_invitation_id INTEGER NOT NULL UNIQUE REFERENCES invitation ON DELETE CASCADE,
  at INTEGER NOT NULL
) STRICT;
