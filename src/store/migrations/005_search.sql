-- The search index made anew. This file is frozen: changes come as further steps.
--
-- Words come to it cut and folded already (domain::word), so the index only
-- parts them at blanks, and what is looked for is cut in the same way.

-- What the index had is put there again from the letters themselves, by and by:
-- see content.indexed.
DROP TABLE search;

-- A letter's number was the second it was sent in; now it is the minute, still
-- one for each letter and in their order. The nearer to each other the numbers,
-- the smaller the index.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE renumbered AS
SELECT id AS old, max(id / 60 - place) OVER (ORDER BY id) + place AS new
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM content);
CREATE INDEX renumbered_by_old ON renumbered (old, new);

-- Upwards, and never to a greater number: no two letters meet on the way.
UPDATE content SET id = (SELECT new FROM renumbered WHERE old = id);
UPDATE letter SET content = (SELECT new FROM renumbered WHERE old = content);
UPDATE message SET content = (SELECT new FROM renumbered WHERE old = content);
UPDATE pop_letter SET content = (SELECT new FROM renumbered WHERE old = content) WHERE content IS NOT NULL;
DROP TABLE renumbered;

-- Every word of a letter, in its place. The text is first, since the index
-- writes no mark for the words of the first column.
CREATE VIRTUAL TABLE lines USING fts5 (
    text, subject, senders, recipients, names, attached,
    content = '',
    contentless_delete = 1,
    tokenize = "ascii"
);

-- How its words begin: their first one, two and three letters, each once, and
-- again with a mark for the place where they stand. So a word of which little is
-- typed costs no more than a whole one. Longer beginnings are rare enough for
-- `lines` to gather their words.
CREATE VIRTUAL TABLE beginnings USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    detail = none,
    tokenize = "ascii"
);

-- As in the first step: for sealed pages of 4096 bytes.
INSERT INTO lines (lines, rank) VALUES ('pgsz', 3950);
-- Small parts: a question for one letter reads a whole one.
INSERT INTO beginnings (beginnings, rank) VALUES ('pgsz', 950);

-- Large parcels of words, merged less often: each merge writes what it merges
-- once more. `tidy` merges what is left when nobody waits.
INSERT INTO lines (lines, rank) VALUES ('hashsize', 8388608);
INSERT INTO lines (lines, rank) VALUES ('automerge', 16);
INSERT INTO beginnings (beginnings, rank) VALUES ('hashsize', 8388608);
INSERT INTO beginnings (beginnings, rank) VALUES ('automerge', 16);
INSERT INTO lines (lines, rank) VALUES ('usermerge', 2);
INSERT INTO beginnings (beginnings, rank) VALUES ('usermerge', 2);

-- How much of the letter is in the index: 0 nothing (it was indexed before this
-- step), 1 its header, 2 its text while its attachments wait to be read, 3 all
-- of it, 4 all that could be read.
ALTER TABLE content ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;

CREATE INDEX content_unindexed ON content (indexed) WHERE indexed = 0;
CREATE INDEX content_unread ON content (indexed) WHERE indexed = 2;
CREATE INDEX content_marked ON content (mark) WHERE mark <> 'plain';

-- Messages that are in the index with all of their words.
ALTER TABLE folder ADD COLUMN searched INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER searched_added AFTER INSERT ON message
WHEN (SELECT indexed FROM content WHERE id = NEW.content) = 3
BEGIN
    UPDATE folder SET searched = searched + 1 WHERE id = NEW.folder;
END;

-- Before: its letter may go with it.
CREATE TRIGGER searched_removed BEFORE DELETE ON message
WHEN (SELECT indexed FROM content WHERE id = OLD.content) = 3
BEGIN
    UPDATE folder SET searched = searched - 1 WHERE id = OLD.folder;
END;

CREATE TRIGGER searched_moved AFTER UPDATE OF folder, content ON message
WHEN OLD.folder <> NEW.folder OR OLD.content <> NEW.content
BEGIN
    UPDATE folder SET searched = searched - (SELECT indexed = 3 FROM content WHERE id = OLD.content)
    WHERE id = OLD.folder;
    UPDATE folder SET searched = searched + (SELECT indexed = 3 FROM content WHERE id = NEW.content)
    WHERE id = NEW.folder;
END;

CREATE TRIGGER searched_changed AFTER UPDATE OF indexed ON content WHEN (OLD.indexed = 3) <> (NEW.indexed = 3)
BEGIN
    UPDATE folder SET searched = searched + (CASE WHEN NEW.indexed = 3 THEN 1 ELSE -1 END)
        * (SELECT count(*) FROM message WHERE content = NEW.id AND folder = folder.id)
    WHERE id IN (SELECT folder FROM message WHERE content = NEW.id);
END;

-- From a hit to its rows, with what a search asks of them most; and all rows,
-- newest first.
DROP INDEX message_by_content;
CREATE INDEX message_by_content ON message (content, folder, flags, attachment, size, date);
-- The same of one folder.
CREATE INDEX message_in_folder ON message (folder, content);
-- Few among many.
CREATE INDEX message_unread ON message (content) WHERE (flags & 1) = 0;
CREATE INDEX message_followed ON message (content) WHERE (flags & 4) <> 0;

CREATE TABLE saved_search (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    -- Folded: two searches of one name could not be told apart.
    name_key TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL,
    -- Where it looks: everywhere where both are NULL.
    account INTEGER REFERENCES account (id) ON DELETE CASCADE,
    folder INTEGER REFERENCES folder (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX saved_search_by_account ON saved_search (account);
CREATE INDEX saved_search_by_folder ON saved_search (folder);
