-- What staff call a link that is handed around, such as "congress booth", to tell it from another of the same society.
ALTER TABLE open_link ADD COLUMN label TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 60);
