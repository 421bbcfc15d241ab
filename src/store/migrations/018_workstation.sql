-- What this workstation is called where several see the same mailbox. This file is
-- frozen: changes come as further steps.

CREATE TABLE workstation (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    -- By chance, and without meaning.
    name TEXT NOT NULL
) STRICT;

INSERT INTO workstation (id, name) VALUES (1, lower(hex(randomblob(4))));
