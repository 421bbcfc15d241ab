-- The bytes of letters leave the database for volumes beside it; here is where
-- each stands. What was kept in the database is fetched again: all of it is
-- still on its server.

UPDATE content SET digest = NULL WHERE digest IS NOT NULL;
UPDATE message SET here = 0 WHERE here = 1;
-- Not in step any more: the next pass looks for what is missing.
UPDATE folder SET uid_next = NULL, highest_modseq = NULL;

DROP TABLE raw;

CREATE TABLE letter (
    content INTEGER PRIMARY KEY NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    coding TEXT NOT NULL,
    -- Unpacked.
    size INTEGER NOT NULL,
    volume INTEGER NOT NULL,
    start INTEGER NOT NULL,
    -- Sealed.
    length INTEGER NOT NULL
) STRICT;

-- Which volumes hold much that nobody refers to any more.
CREATE INDEX letter_by_volume ON letter (volume, start, length);

-- What is missing of a folder, found without looking at what is there.
CREATE INDEX message_pending ON message (folder, uid) WHERE here = 0;

-- What the folder keeps here (Keep, as JSON); NULL: as its account says.
ALTER TABLE folder ADD COLUMN keep TEXT;

-- A large letter on its way.
CREATE TABLE piece (
    message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (message, start)
) STRICT;
