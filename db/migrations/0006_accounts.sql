-- A link that works once: to join as a new person, or to choose a new password.
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

-- One waiting link for each address: a new one revokes the one before.
CREATE UNIQUE INDEX account_link_waits ON account_link (email) WHERE used_at IS NULL AND revoked_at IS NULL;

-- The secret of an authenticator app, sealed with a key that lies outside the database.
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

-- What kind of browser a session is in, in plain words, so that its owner knows it again.
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '' CHECK (length(device) <= 60);

CREATE INDEX audit_event_by_actor ON audit_event (actor, id);

CREATE INDEX audit_event_by_action ON audit_event (action, id);
