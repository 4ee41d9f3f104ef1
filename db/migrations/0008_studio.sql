-- Every state a draft was in: who saved what, when. Going back is a new row, so nothing is ever lost.
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
INSERT INTO draft_save (study_id, revision, topic, what, definition, saved_at, saved_by)
  SELECT study_id, 1, 'whole', 'The draft as it was', definition, saved_at, saved_by FROM study_draft;

-- What testers wrote on the pages of a test link. The link's number stays when its row is wiped by publishing.
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

-- Why a live study's wording was changed.
CREATE TABLE version_note (
  version_id INTEGER PRIMARY KEY REFERENCES study_version ON DELETE CASCADE,
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  actor TEXT NOT NULL,
  noted_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER version_note_keeps_values BEFORE UPDATE ON version_note
  BEGIN SELECT RAISE(ABORT, 'a version note is immutable'); END;
