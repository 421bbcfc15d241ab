-- Which messages belong together. This file is frozen: changes come as further
-- steps. Letters that are here already are looked at by and by: see
-- content.thread.

-- A conversation within an account: as long as there is a letter of it.
CREATE TABLE thread (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- The words of its subject, folded, without the marks of answers.
    topic TEXT NOT NULL
) STRICT;

CREATE INDEX thread_by_topic ON thread (account, topic);

-- The Message-IDs that letters of a conversation bear or speak of, also of
-- letters that never came: two answers to one of these are together.
CREATE TABLE thread_name (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- The first 8 bytes of the SHA-256 of the Message-ID.
    name INTEGER NOT NULL,
    thread INTEGER NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX thread_name_by_thread ON thread_name (thread);

-- NULL: not looked at yet. No rule of its own ties it to `thread`: the triggers
-- below keep both in step.
ALTER TABLE content ADD COLUMN thread INTEGER;
-- That of its letter, for lists.
ALTER TABLE message ADD COLUMN thread INTEGER;

CREATE INDEX content_by_thread ON content (thread, id);
CREATE INDEX message_by_thread ON message (thread, date);

-- As it was, with the conversation: a list of conversations is read from it too.
DROP INDEX message_by_date;
CREATE INDEX message_by_date ON message (folder, date, id, flags, attachment, thread);

CREATE TRIGGER content_threaded AFTER UPDATE OF thread ON content WHEN OLD.thread IS NOT NEW.thread
BEGIN
    UPDATE message SET thread = NEW.thread WHERE content = NEW.id;
    DELETE FROM thread WHERE id = OLD.thread AND NOT EXISTS (SELECT 1 FROM content WHERE thread = OLD.thread);
END;

-- A row that turns out to be of another letter.
CREATE TRIGGER message_of_another_letter AFTER UPDATE OF content ON message
BEGIN
    UPDATE message SET thread = (SELECT thread FROM content WHERE id = NEW.content) WHERE id = NEW.id;
END;

CREATE TRIGGER content_unthreaded AFTER DELETE ON content WHEN OLD.thread IS NOT NULL
BEGIN
    DELETE FROM thread WHERE id = OLD.thread AND NOT EXISTS (SELECT 1 FROM content WHERE thread = OLD.thread);
END;
