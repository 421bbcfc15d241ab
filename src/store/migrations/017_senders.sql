-- Senders whom the user blocked or bade welcome, and the domains of the trusted
-- space of health messaging. This file is frozen: changes come as further steps.

CREATE TABLE listed_sender (
    -- An address, or a domain behind its @, as two are compared.
    whose TEXT PRIMARY KEY NOT NULL,
    -- 'blocked' or 'welcome'.
    stance TEXT NOT NULL,
    -- 1 where the user was asked once more: it holds for the trusted space too.
    sure INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The white list as it was published: one, or none.
CREATE TABLE white_list (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    -- When it was made, as it says; NULL where it does not.
    made INTEGER,
    -- When it came here.
    came INTEGER NOT NULL,
    -- The domains as JSON, in lower-case ASCII.
    domains TEXT NOT NULL
) STRICT;
