-- The sensitivity analyses of a study, kept so that they are computed once for the same answers, plan and engine. They
-- follow from the rest of the database and may be thrown away.
CREATE TABLE sensitivity_pack (
  study_id INTEGER PRIMARY KEY REFERENCES study ON DELETE CASCADE,
  -- the state of the data, the plan's hash and the engine's version it was computed from
  key TEXT NOT NULL,
  pack TEXT NOT NULL CHECK (json_valid(pack)),
  made_at INTEGER NOT NULL
) STRICT;
