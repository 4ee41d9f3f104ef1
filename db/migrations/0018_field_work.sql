-- Which closing time a mail named when it left (NULL: none was set). After an extension somebody may still hold an old one.
ALTER TABLE outbox ADD COLUMN named_close INTEGER;

-- Mails that left before this column was there: the closing time that counted then.
UPDATE outbox SET named_close = CASE
    WHEN EXISTS (SELECT 1 FROM closing_change c WHERE c.study_id = outbox.study_id
      AND c.at > coalesce(outbox.accepted_at, outbox.settled_at, outbox.queued_at))
    THEN (SELECT c.closed_at_before FROM closing_change c WHERE c.study_id = outbox.study_id
      AND c.at > coalesce(outbox.accepted_at, outbox.settled_at, outbox.queued_at) ORDER BY c.id LIMIT 1)
    ELSE (SELECT s.closes_at FROM study s WHERE s.id = outbox.study_id) END
  WHERE kind <> 'thanks' AND address IS NOT NULL;

-- 1: meant only for those whose last mail names a closing time that no longer counts.
ALTER TABLE mailing ADD COLUMN only_old_date INTEGER NOT NULL DEFAULT 0 CHECK (only_old_date IN (0, 1));

-- What the file of a list was called; empty where it was pasted.
ALTER TABLE member_upload ADD COLUMN file_name TEXT NOT NULL DEFAULT '' CHECK (length(file_name) <= 120);

-- Of which list a sample was drawn. NULL: drawn before this was kept.
ALTER TABLE member_sample ADD COLUMN list_name TEXT;
ALTER TABLE member_sample ADD COLUMN list_members INTEGER;
-- Of each society how many could be drawn and were: a JSON list of [society, eligible, drawn].
ALTER TABLE member_sample ADD COLUMN parts TEXT CHECK (parts IS NULL OR json_valid(parts));
-- 1: a person typed the seed, as when a draw is repeated.
ALTER TABLE member_sample ADD COLUMN seed_typed INTEGER NOT NULL DEFAULT 0 CHECK (seed_typed IN (0, 1));

-- Where each stood in the order of addresses, from which the seed alone makes the order of the draw.
ALTER TABLE reserve_member ADD COLUMN position INTEGER;
CREATE TABLE sample_draw (
  invitation_id INTEGER PRIMARY KEY REFERENCES invitation ON DELETE CASCADE,
  sample_id INTEGER NOT NULL REFERENCES member_sample,
  position INTEGER NOT NULL CHECK (position >= 1),
  -- in the order of the draw, from 1; above the size of the sample: asked later, from the reserve
  place INTEGER NOT NULL CHECK (place >= 1),
  UNIQUE (sample_id, place)
) STRICT;
