-- Whose remote pictures are shown without asking: what the reader chose, message
-- by message, and nothing else knows.

CREATE TABLE picture_sender (
    address TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
