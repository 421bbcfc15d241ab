-- Mail of POP3 servers. This file is frozen: changes come as further steps.
--
-- A POP3 server has names for its messages and nothing else: what was fetched,
-- what was deleted here and what was deleted there is known here alone.

CREATE TABLE pop_letter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- What the server calls it (UIDL).
    name TEXT NOT NULL,
    -- As the server lists it, which need not be the size of its bytes.
    size INTEGER NOT NULL,
    -- SHA-256 of its bytes: a server may give its mail other names one day.
    digest BLOB NOT NULL,
    -- The letter, wherever it was moved; NULL once it is deleted here for ever.
    content INTEGER REFERENCES content (id) ON DELETE SET NULL,
    -- When it came here.
    fetched INTEGER NOT NULL,
    -- there, removed (the server said that it deleted it) or stays (it is there
    -- all the same).
    state TEXT NOT NULL,
    -- Since when the server does not list it any more.
    gone INTEGER,
    UNIQUE (account, name)
) STRICT;

CREATE INDEX pop_letter_by_content ON pop_letter (content);
CREATE INDEX pop_letter_by_digest ON pop_letter (account, digest);
