-- What was done here and is still to be done on the server. This file is
-- frozen: changes come as further steps.
--
-- Rows show at once what the user did. Beside each row that differs stands what
-- the server has: the difference is what is to be sent, so doing and undoing
-- leave nothing to send, and a second move only changes where the first goes.

CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    act TEXT NOT NULL,
    -- The name of the folder it goes to or is about: it is told when the folder
    -- may be gone.
    folder TEXT,
    -- What is to be done to folders, as JSON, in the order of ids; NULL for what
    -- is done to messages, which stands in the tables below.
    work TEXT,
    -- waiting, sent (the answer is not here yet) or refused.
    state TEXT NOT NULL,
    -- Of a refusal: why, and how many messages.
    reason TEXT,
    count INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX operation_by_account ON operation (account, state, id);

-- Messages whose flags or keywords here are not those of the server.
CREATE TABLE waiting_mark (
    message INTEGER PRIMARY KEY NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    operation INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    -- As the server has them; keywords as JSON, NULL where none was touched.
    flags INTEGER NOT NULL,
    keywords TEXT,
    -- The change that went out, as JSON, until its answer is here.
    sent TEXT
) STRICT;

CREATE INDEX waiting_mark_by_operation ON waiting_mark (operation);

-- Messages that are not where the server has them.
CREATE TABLE waiting_place (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    -- move, copy or destroy.
    verb TEXT NOT NULL,
    -- Its row, in the folder where it is to be; NULL if it is to be destroyed.
    message INTEGER UNIQUE REFERENCES message (id) ON DELETE CASCADE,
    -- Where the server has it, or what it is copied from. The UID is NULL when
    -- the server renumbered the folder, or did not tell it.
    folder INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    uid INTEGER,
    -- The row that was copied.
    source INTEGER,
    -- Where a command that went out was to bring it, until its answer is here,
    -- and the first UID that it can have got there.
    sent_to INTEGER REFERENCES folder (id) ON DELETE SET NULL,
    sent_next INTEGER
) STRICT;

CREATE INDEX waiting_place_by_folder ON waiting_place (folder, uid);
CREATE INDEX waiting_place_by_operation ON waiting_place (operation);
CREATE INDEX waiting_place_by_target ON waiting_place (sent_to);

-- Folders that are to be destroyed on the server and are seen no more.
CREATE TABLE doomed_folder (
    folder INTEGER PRIMARY KEY NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    -- Its name until then; its row has one that nobody can want.
    path TEXT NOT NULL
) STRICT;

-- The server keeps no keywords in this folder: those of its messages live here.
ALTER TABLE folder ADD COLUMN keywords_here INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER message_moved AFTER UPDATE OF folder ON message WHEN OLD.folder <> NEW.folder
BEGIN
    UPDATE folder SET total = total - 1, unread = unread - ((OLD.flags & 1) = 0) WHERE id = OLD.folder;
    UPDATE folder SET total = total + 1, unread = unread + ((NEW.flags & 1) = 0) WHERE id = NEW.folder;
END;

-- When a tag was last changed, in milliseconds, so that the newest change wins on
-- every workstation; and tags taken away, so that they do not come back.
ALTER TABLE tag ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tag ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
