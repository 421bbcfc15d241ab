-- The cache as it began. This file is frozen: changes come as further steps.
--
-- Rows refer to each other by id; what an id stood for is never used again
-- (AUTOINCREMENT), with one exception that is explained at its place.

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- As addresses are compared: folded, so that an account is added once.
    email TEXT NOT NULL,
    imap_host TEXT NOT NULL,
    -- The AccountDraft, as JSON: nothing is ever searched inside it.
    draft TEXT NOT NULL,
    UNIQUE (email, imap_host)
) STRICT;

-- Apart from the account, so that listing accounts never reads a password.
CREATE TABLE secret (
    account INTEGER PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    secret TEXT NOT NULL
) STRICT;

CREATE TABLE folder (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    separator TEXT,
    role TEXT,
    selectable INTEGER NOT NULL,
    uid_validity INTEGER,
    uid_next INTEGER,
    highest_modseq INTEGER,
    -- Kept by the triggers below, so that no writer can forget them.
    total INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, path)
) STRICT;

-- A letter: what is the same wherever it lies. It lives as long as a message
-- row refers to it.
CREATE TABLE content (
    -- The second of its date, or the first free second after it, and the rowid
    -- of its line in `search`. FTS5 gives hits in the order of rowid without
    -- sorting, and only in that order: so "the newest fifty" costs fifty hits,
    -- in whatever order mail came down. Chosen by us, hence no AUTOINCREMENT:
    -- this id never leaves the store, and all that refers to it dies with it.
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- SHA-256 of the bytes as they came; NULL until they are here.
    digest BLOB,
    message_id TEXT,
    subject TEXT NOT NULL,
    -- The whole Envelope, as JSON.
    envelope TEXT NOT NULL,
    mark TEXT NOT NULL,
    extract TEXT NOT NULL DEFAULT '',
    UNIQUE (account, digest)
) STRICT;

-- The bytes as they came. Apart from `content`, whose rows stay small.
CREATE TABLE raw (
    content INTEGER PRIMARY KEY NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    coding TEXT NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- A letter lying in a folder: one row of a list, with all that lists are
-- sorted and narrowed by.
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    folder INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    content INTEGER NOT NULL REFERENCES content (id),
    -- NULL when the server renumbered the folder and it is not found again yet.
    uid INTEGER,
    flags INTEGER NOT NULL,
    received INTEGER NOT NULL,
    date INTEGER NOT NULL,
    -- As the server says; a header has it before the bytes are here.
    size INTEGER NOT NULL,
    -- 1 when the content has its bytes.
    here INTEGER NOT NULL,
    attachment INTEGER NOT NULL,
    who TEXT NOT NULL,
    -- Folded for sorting.
    who_key TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    UNIQUE (folder, uid)
) STRICT;

-- Each covers its list whole: flags and attachment are there for the filters.
CREATE INDEX message_by_date ON message (folder, date, id, flags, attachment);
CREATE INDEX message_by_who ON message (folder, who_key, date DESC, id DESC, flags, attachment);
CREATE INDEX message_by_subject ON message (folder, subject_key, date DESC, id DESC, flags, attachment);
CREATE INDEX message_by_size ON message (folder, size, date DESC, id DESC, flags, attachment);
-- From a hit of the search to its rows, and from a letter to those left of it.
CREATE INDEX message_by_content ON message (content, folder);

CREATE TABLE keyword (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE message_keyword (
    message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    keyword INTEGER NOT NULL REFERENCES keyword (id),
    PRIMARY KEY (message, keyword)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_keyword_by_keyword ON message_keyword (keyword);

CREATE TABLE tag (
    keyword TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    colour INTEGER NOT NULL,
    -- Where it stands among the others.
    place INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The index alone: the text is in `raw`, and is not kept a second time.
CREATE VIRTUAL TABLE search USING fts5 (
    subject, people, text, attachments,
    content = '',
    contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2",
    prefix = '2 3'
);

-- The index cuts its blobs so that each fills a page of 4096 bytes. Sealed pages
-- hold 80 bytes less: cut as usual, each blob would take a second page.
INSERT INTO search (search, rank) VALUES ('pgsz', 3950);

CREATE TRIGGER message_added AFTER INSERT ON message
BEGIN
    UPDATE folder SET total = total + 1, unread = unread + ((NEW.flags & 1) = 0) WHERE id = NEW.folder;
END;

CREATE TRIGGER message_flagged AFTER UPDATE OF flags ON message WHEN (OLD.flags & 1) <> (NEW.flags & 1)
BEGIN
    UPDATE folder SET unread = unread + ((NEW.flags & 1) = 0) - ((OLD.flags & 1) = 0) WHERE id = NEW.folder;
END;

CREATE TRIGGER message_removed AFTER DELETE ON message
BEGIN
    UPDATE folder SET total = total - 1, unread = unread - ((OLD.flags & 1) = 0) WHERE id = OLD.folder;
    DELETE FROM content WHERE id = OLD.content AND NOT EXISTS (SELECT 1 FROM message WHERE content = OLD.content);
END;

-- Letters that are gone and whose lines in the index are not yet; empty again
-- when the transaction ends. One by one and in any order, the index takes ten
-- times as long to forget.
CREATE TABLE gone (
    content INTEGER PRIMARY KEY NOT NULL
) STRICT;

CREATE TRIGGER content_removed AFTER DELETE ON content
BEGIN
    INSERT OR IGNORE INTO gone (content) VALUES (OLD.id);
END;
