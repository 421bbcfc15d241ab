-- Health documents on their way to the folder of the practice's software, and those
-- that are there. This file is frozen: changes come as further steps.

CREATE TABLE export (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- SHA-256 of the document as it came: it is not written a second time.
    digest BLOB NOT NULL,
    -- Of a file with several dossiers, each for itself; from 0.
    piece INTEGER NOT NULL,
    -- How often the user had it exported again.
    round INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    patient TEXT NOT NULL,
    -- The row of a list that it was found in, which may be gone.
    message INTEGER NOT NULL,
    message_id TEXT,
    subject TEXT NOT NULL,
    sender TEXT NOT NULL,
    -- What it is to be called, unless that is taken.
    name TEXT NOT NULL,
    folder TEXT NOT NULL,
    file TEXT,
    size INTEGER NOT NULL,
    obstacle TEXT,
    doubt TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    next_try INTEGER,
    found INTEGER NOT NULL,
    written INTEGER,
    holder TEXT NOT NULL,
    by_itself INTEGER NOT NULL,
    UNIQUE (account, digest, piece, round)
) STRICT;

-- What waits; what is written, which is most of it, is not in there.
CREATE INDEX export_waiting ON export (account, id, next_try, state) WHERE state IN ('waiting', 'placing');
CREATE INDEX export_by_account ON export (account, id);

-- The bytes, until they are written: the card that opened the message may be gone.
CREATE TABLE export_bytes (
    export INTEGER PRIMARY KEY NOT NULL REFERENCES export (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

-- The mailboxes whose documents go by themselves.
CREATE TABLE export_account (
    account INTEGER PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE
) STRICT;

-- Messages that came into their inboxes and were not looked at yet.
CREATE TABLE export_arrival (
    message INTEGER PRIMARY KEY NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    account INTEGER NOT NULL,
    -- 1: encrypted, and looked at when it is deciphered.
    sealed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX export_arrival_new ON export_arrival (message) WHERE sealed = 0;

CREATE TRIGGER message_came AFTER UPDATE OF here ON message
    WHEN NEW.here = 1 AND OLD.here = 0 AND EXISTS (
        SELECT 1 FROM folder JOIN export_account ON export_account.account = folder.account
        WHERE folder.id = NEW.folder AND folder.role = 'inbox')
BEGIN
    INSERT OR IGNORE INTO export_arrival (message, account)
        SELECT NEW.id, folder.account FROM folder WHERE folder.id = NEW.folder;
END;
