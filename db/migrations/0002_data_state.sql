-- A number that grows with every change to what a study's files are made from. Whoever keeps built files compares it
-- with the number they were built at; counting the answers instead would cost a pass over all of them.

CREATE TABLE data_state (
  study_id INTEGER PRIMARY KEY REFERENCES study ON DELETE CASCADE,
  changes INTEGER NOT NULL CHECK (changes >= 0)
) STRICT;
INSERT INTO data_state (study_id, changes) SELECT id, 0 FROM study;

CREATE TRIGGER data_state_of_new_study AFTER INSERT ON study
  BEGIN INSERT INTO data_state (study_id, changes) VALUES (NEW.id, 0); END;
CREATE TRIGGER data_state_study AFTER UPDATE ON study
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.id; END;
CREATE TRIGGER data_state_version AFTER INSERT ON study_version
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;

CREATE TRIGGER data_state_new_invitation AFTER INSERT ON invitation
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;
CREATE TRIGGER data_state_invitation AFTER UPDATE ON invitation
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;
CREATE TRIGGER data_state_old_invitation AFTER DELETE ON invitation
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = OLD.study_id; END;

CREATE TRIGGER data_state_new_respondent AFTER INSERT ON respondent
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;
CREATE TRIGGER data_state_respondent AFTER UPDATE ON respondent
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;
CREATE TRIGGER data_state_old_respondent AFTER DELETE ON respondent
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = OLD.study_id; END;

-- A schedule is written together with its respondent and never changes; only the moment of showing is added.
CREATE TRIGGER data_state_assignment AFTER UPDATE OF shown_at ON assignment
  BEGIN UPDATE data_state SET changes = changes + 1
    WHERE study_id = (SELECT study_id FROM respondent WHERE id = NEW.respondent_id); END;
-- Every answer, the first and each later one, is a revision.
CREATE TRIGGER data_state_judgement AFTER INSERT ON judgement_revision
  BEGIN UPDATE data_state SET changes = changes + 1
    WHERE study_id = (SELECT study_id FROM respondent WHERE id = NEW.respondent_id); END;
CREATE TRIGGER data_state_answer AFTER INSERT ON answer_revision
  BEGIN UPDATE data_state SET changes = changes + 1
    WHERE study_id = (SELECT study_id FROM respondent WHERE id = NEW.respondent_id); END;
CREATE TRIGGER data_state_new_timing AFTER INSERT ON page_timing
  BEGIN UPDATE data_state SET changes = changes + 1
    WHERE study_id = (SELECT study_id FROM respondent WHERE id = NEW.respondent_id); END;
CREATE TRIGGER data_state_timing AFTER UPDATE ON page_timing
  BEGIN UPDATE data_state SET changes = changes + 1
    WHERE study_id = (SELECT study_id FROM respondent WHERE id = NEW.respondent_id); END;

CREATE TRIGGER data_state_exclusion AFTER INSERT ON exclusion
  BEGIN UPDATE data_state SET changes = changes + 1 WHERE study_id = NEW.study_id; END;
