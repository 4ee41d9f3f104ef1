-- Every decision about taking part, the first included; the respondent's own row says which one counts.
CREATE TABLE consent_revision (
  respondent_id INTEGER NOT NULL REFERENCES respondent ON DELETE CASCADE,
  -- 1 is the first decision
  revision INTEGER NOT NULL CHECK (revision >= 1),
  consent TEXT NOT NULL CHECK (consent IN ('agreed', 'refused')),
  at INTEGER NOT NULL,
  PRIMARY KEY (respondent_id, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO consent_revision (respondent_id, revision, consent, at)
  SELECT id, 1, consent, consent_at FROM respondent WHERE consent IS NOT NULL;
CREATE TRIGGER consent_revision_keeps_values BEFORE UPDATE ON consent_revision
  BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER consent_revision_keeps_rows BEFORE DELETE ON consent_revision
  WHEN (SELECT mode FROM respondent WHERE id = OLD.respondent_id) = 'live'
  BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;

-- Pictures, videos and subtitles of descriptions, each once, named by their content; a definition names them by that.
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

-- In parts of the same size, so that a browser that asks for the middle of a video is sent just that.
CREATE TABLE media_part (
  sha256 TEXT NOT NULL REFERENCES media_file ON DELETE CASCADE,
  part INTEGER NOT NULL CHECK (part >= 0),
  content BLOB NOT NULL,
  UNIQUE (sha256, part)
) STRICT;
CREATE TRIGGER media_part_is_its_content BEFORE UPDATE ON media_part
  BEGIN SELECT RAISE(ABORT, 'a file is named by its content'); END;
