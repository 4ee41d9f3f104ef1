-- The form that makes an open link may arrive several times: each showing of it makes one link.
ALTER TABLE open_link ADD COLUMN form_key TEXT;
CREATE UNIQUE INDEX open_link_once ON open_link (form_key) WHERE form_key IS NOT NULL;

-- 1: a person said that links which open on this machine only may be sent.
ALTER TABLE mailing ADD COLUMN local_links INTEGER NOT NULL DEFAULT 0 CHECK (local_links IN (0, 1));

-- Lines of the record of erasures that are committed and not yet written beside the database.
CREATE TABLE erasure_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  line TEXT NOT NULL CHECK (json_valid(line))
) STRICT;

-- What an erasure left to be overwritten: the write-ahead log, or the free pages of the file as well.
CREATE TABLE wipe_due (
  what TEXT PRIMARY KEY CHECK (what IN ('log', 'pages'))
) STRICT, WITHOUT ROWID;

-- Days between two mails are days of the calendar in the study's zone, which the program counts. From the evening of
-- the first to the morning of the last of n days lie n - 1 whole days, less two hours where clocks are set forward.
DROP TRIGGER outbox_reminders_keep_distance;
CREATE TRIGGER outbox_keeps_distance BEFORE INSERT ON outbox
  WHEN NEW.kind IN ('reminder', 'thanks') AND EXISTS (
    SELECT 1 FROM outbox o WHERE o.invitation_id = NEW.invitation_id
      AND o.accepted_at > NEW.queued_at
        - ((coalesce((SELECT gap_days FROM mail_rule WHERE study_id = NEW.study_id), 3) - 1) * 24 - 2) * 3600000)
  BEGIN SELECT RAISE(ABORT, 'a mail keeps its distance from the mail before'); END;
