-- Messages that are being written. This file is frozen: changes come as further
-- steps.

CREATE TABLE draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- The Writing, as JSON: nothing is ever searched inside it.
    writing TEXT NOT NULL,
    -- When it was last written on, and how often it was kept.
    changed INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    -- 1 while a window shows it: after a crash it is shown again.
    open INTEGER NOT NULL,
    -- The Message-ID of its copy in the folder of drafts, and the revision that
    -- it is of; NULL until there is one.
    copy TEXT,
    copied INTEGER,
    -- 1 once it waits to be sent: it is a draft again if it is taken back.
    posted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX draft_by_account ON draft (account, changed);

-- Files that were attached, as they were then: what becomes of a file on the
-- disk is no matter of the draft's.
CREATE TABLE enclosure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    draft INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

CREATE INDEX enclosure_by_draft ON enclosure (draft);

-- Words that the user added to the dictionaries. They may be the names of people.
CREATE TABLE own_word (
    word TEXT PRIMARY KEY NOT NULL
) STRICT;
