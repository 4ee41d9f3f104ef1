-- How somebody came: by a personal link, or by an open link. Only of those with a personal link is it known how many were
-- asked, so every count is kept by route. It stands with the respondent, because the invitation is deleted by the cut.
-- 'unknown': the link was cut, or the answers erased, before routes were kept, in a society that hands a link around.
ALTER TABLE respondent ADD COLUMN route TEXT NOT NULL DEFAULT 'personal' CHECK (route IN ('personal', 'open', 'unknown'));

UPDATE respondent SET route = 'open' WHERE id IN (
  SELECT l.respondent_id FROM identity_link l JOIN invitation i ON i.id = l.invitation_id WHERE i.kind = 'open');

UPDATE respondent SET route = 'unknown' WHERE mode = 'live' AND route = 'personal'
  AND study_id IN (SELECT study_id FROM identity_cut)
  AND EXISTS (SELECT 1 FROM invitation i
    WHERE i.study_id = respondent.study_id AND i.kind = 'open' AND i.society = respondent.society);

ALTER TABLE erased_person ADD COLUMN route TEXT NOT NULL DEFAULT 'personal' CHECK (route IN ('personal', 'open', 'unknown'));

UPDATE erased_person SET route = 'unknown' WHERE started = 1 AND EXISTS (SELECT 1 FROM invitation i
  WHERE i.study_id = erased_person.study_id AND i.kind = 'open' AND i.society = erased_person.society);

ALTER TABLE frozen_funnel RENAME TO frozen_funnel_before;

CREATE TABLE frozen_funnel (
  study_id INTEGER NOT NULL REFERENCES study,
  stage TEXT NOT NULL,
  society TEXT NOT NULL,
  wave INTEGER NOT NULL,
  language TEXT NOT NULL,
  route TEXT NOT NULL CHECK (route IN ('personal', 'open', 'unknown')),
  n INTEGER NOT NULL CHECK (n >= 0),
  frozen_at INTEGER NOT NULL,
  PRIMARY KEY (study_id, stage, society, wave, language, route)
) STRICT, WITHOUT ROWID;

INSERT INTO frozen_funnel (study_id, stage, society, wave, language, route, n, frozen_at)
SELECT f.study_id, f.stage, f.society, f.wave, f.language,
  CASE WHEN f.stage NOT IN ('listed', 'mailed', 'not_bounced') AND EXISTS (SELECT 1 FROM invitation i
    WHERE i.study_id = f.study_id AND i.kind = 'open' AND i.society = f.society)
  THEN 'unknown' ELSE 'personal' END,
  f.n, f.frozen_at
FROM frozen_funnel_before f;

DROP TABLE frozen_funnel_before;
