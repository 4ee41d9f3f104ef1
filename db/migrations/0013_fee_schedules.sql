-- Imported relative value files of the Medicare physician fee schedule, one row a file.
CREATE TABLE fee_schedule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  year INTEGER NOT NULL UNIQUE CHECK (year BETWEEN 1992 AND 2100),
  -- as the importer names it, such as "CMS PFS Relative Value File, January 2023"
  source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 300),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  -- descriptors are kept only under a licence that somebody stated
  descriptor_licence TEXT CHECK (length(descriptor_licence) BETWEEN 1 AND 2000),
  imported_at INTEGER NOT NULL,
  imported_by TEXT NOT NULL
) STRICT;

CREATE TABLE fee_schedule_code (
  schedule_id INTEGER NOT NULL REFERENCES fee_schedule ON DELETE CASCADE,
  code TEXT NOT NULL CHECK (length(code) = 5),
  status TEXT NOT NULL CHECK (length(status) <= 1),
  wrvu REAL NOT NULL CHECK (wrvu >= 0),
  global_days TEXT NOT NULL,
  -- CMS multiple-procedure indicator; NULL where the file does not give one
  multiple_procedure INTEGER CHECK (multiple_procedure BETWEEN 0 AND 9),
  descriptor TEXT,
  PRIMARY KEY (schedule_id, code)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER fee_schedule_code_needs_licence BEFORE INSERT ON fee_schedule_code
  WHEN NEW.descriptor IS NOT NULL
    AND (SELECT descriptor_licence FROM fee_schedule WHERE id = NEW.schedule_id) IS NULL
  BEGIN SELECT RAISE(ABORT, 'descriptors need a licence'); END;
