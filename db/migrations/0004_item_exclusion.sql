-- An item left out of analyses, or taken back, by a recorded decision; the newest one on each item counts.
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
