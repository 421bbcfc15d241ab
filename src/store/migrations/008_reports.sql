-- Receipts and delivery reports. This file is frozen: changes come as further
-- steps.
--
-- What a letter reports on another one, so that who reads that one sees it. It is
-- all in the letter: a row that is lost comes back when the letter is indexed or
-- opened again.

CREATE TABLE report (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content INTEGER NOT NULL UNIQUE REFERENCES content (id) ON DELETE CASCADE,
    -- The Message-ID of the letter it is about, which need not be here.
    original TEXT NOT NULL,
    -- A list of News, as JSON.
    news TEXT NOT NULL
) STRICT;

CREATE INDEX report_by_original ON report (original);

-- From a Message-ID to the letters that have it.
CREATE INDEX content_by_message_id ON content (message_id) WHERE message_id IS NOT NULL;
