-- Whose answers were made up by the program: part of the answers themselves, so that it stays when the identity link is
-- cut, in every backup, and as long as the answers do.
ALTER TABLE respondent ADD COLUMN is_simulated INTEGER NOT NULL DEFAULT 0 CHECK (is_simulated IN (0, 1));

-- Studies simulated before are known from the log; their simulated surgeons by the address they were invited under or,
-- where its link was cut, by their times: the simulator gave every page exactly 200 ms beside the time it was visible.
UPDATE respondent SET is_simulated = 1
WHERE mode = 'live'
  AND study_id IN (SELECT study_id FROM audit_event WHERE action = 'answers simulated')
  AND CASE
    WHEN EXISTS (SELECT 1 FROM identity_link l WHERE l.respondent_id = respondent.id)
    THEN EXISTS (
      SELECT 1 FROM identity_link l JOIN invitation i ON i.id = l.invitation_id
      WHERE l.respondent_id = respondent.id AND i.email GLOB 'sim-[0-9]*@example.org'
    )
    ELSE EXISTS (SELECT 1 FROM page_timing t WHERE t.respondent_id = respondent.id)
      AND NOT EXISTS (
        SELECT 1 FROM page_timing t
        WHERE t.respondent_id = respondent.id
          AND (t.active_ms IS NULL OR t.wall_ms <> t.active_ms + 200 * t.visits)
      )
  END;

CREATE INDEX respondent_simulated ON respondent (study_id) WHERE is_simulated = 1;

CREATE TRIGGER respondent_stays_simulated BEFORE UPDATE OF is_simulated ON respondent
  WHEN NEW.is_simulated < OLD.is_simulated
  BEGIN SELECT RAISE(ABORT, 'simulated answers stay marked'); END;
