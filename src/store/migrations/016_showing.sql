-- What is known beside a health document that is shown. This file is frozen: changes
-- come as further steps.

-- Values of results, so that the next can be seen beside them. All of it is in the
-- letter: a row that is lost comes back when the letter is read again, or opened.

CREATE TABLE measured (
    content INTEGER NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    -- Family name and day of birth, then the given names, as names are compared.
    person TEXT NOT NULL,
    given TEXT NOT NULL,
    -- 'f', 'm' or empty; the matricule without its key, or empty.
    sex TEXT NOT NULL,
    ins TEXT NOT NULL,
    -- AAAAMMJJ.
    day TEXT NOT NULL,
    -- What was measured and in what unit, as they are compared.
    analysis TEXT NOT NULL,
    unit TEXT NOT NULL,
    -- As it was written.
    value TEXT NOT NULL,
    corrected INTEGER NOT NULL,
    PRIMARY KEY (content, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX measured_of_person ON measured (person, analysis, unit, day, given, sex, ins);

-- Letters with results that were read before are read once more; what was sealed
-- is so when it is opened.
UPDATE content SET looked = 0
WHERE mark <> 'encrypted' AND id IN (SELECT content FROM concern WHERE document = 'results');

-- In which letters somebody writes, where the reader had to say so.
CREATE TABLE encoding_sender (
    address TEXT NOT NULL,
    -- 'text' or 'file'.
    written TEXT NOT NULL,
    encoding TEXT NOT NULL,
    PRIMARY KEY (address, written)
) STRICT, WITHOUT ROWID;
