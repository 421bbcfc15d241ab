-- Whom letters are about. This file is frozen: changes come as further steps.
--
-- As their documents say, or their subject, or a patient's address. All of it is in
-- the letter, but for what was sealed: a row that is lost comes back when the letter
-- is read again, or opened.

CREATE TABLE concern (
    content INTEGER NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    -- The first is the one that lists show.
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    -- All names, as words are compared, with a blank before each.
    words TEXT NOT NULL,
    -- AAAAMMJJ, or as much of it as is known; empty where it is not.
    birth TEXT NOT NULL,
    -- The matricule as it stands, and without its key; empty where there is none.
    ins TEXT NOT NULL,
    number TEXT NOT NULL,
    -- What kind of number it is; NULL where nobody said.
    kind TEXT,
    -- What the document is; 'results' or 'untold' for those without a title.
    document TEXT NOT NULL,
    title TEXT NOT NULL,
    documents INTEGER NOT NULL,
    -- 'document', 'subject' or 'address'.
    source TEXT NOT NULL,
    -- 1 in a letter from a patient, or to one.
    exchange INTEGER NOT NULL,
    PRIMARY KEY (content, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX concern_by_number ON concern (number) WHERE number <> '';

-- 1 once the letter was read for it, or its header where that is all there is.
ALTER TABLE content ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;
-- How many patients it is about.
ALTER TABLE content ADD COLUMN concerns INTEGER NOT NULL DEFAULT 0;

CREATE INDEX content_unlooked ON content (looked) WHERE looked = 0;
