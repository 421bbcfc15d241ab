-- Where copies of drafts lie and what became of them, and letters that leave in
-- several parcels. This file is frozen: changes come as further steps.

-- The folder that the copy was laid into; NULL where that folder is gone.
ALTER TABLE draft ADD COLUMN copy_folder INTEGER REFERENCES folder (id) ON DELETE SET NULL;
-- 1 once its server is known to have had it: where it is no more, somebody took it.
ALTER TABLE draft ADD COLUMN copy_there INTEGER NOT NULL DEFAULT 0;
-- When the server would not have a copy of it, in seconds; NULL once there is one.
ALTER TABLE draft ADD COLUMN copy_refused INTEGER;

UPDATE draft SET
    copy_folder = (SELECT id FROM folder WHERE folder.account = draft.account AND role = 'drafts' ORDER BY id LIMIT 1),
    copy_there = EXISTS (SELECT 1 FROM content CROSS JOIN message ON message.content = content.id
        WHERE content.message_id = draft.copy AND content.account = draft.account AND message.uid IS NOT NULL)
    WHERE copy IS NOT NULL;

-- The number of its first parcel: what is done to one of a letter's is done to all.
ALTER TABLE outgoing ADD COLUMN letter INTEGER NOT NULL DEFAULT 0;
-- Somebody has another of them.
ALTER TABLE outgoing ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;

UPDATE outgoing SET letter = CASE shared WHEN 0 THEN id ELSE
    (SELECT min(other.id) FROM outgoing AS other
         WHERE other.shared = 1 AND other.account = outgoing.account AND other.message_id = outgoing.message_id) END;
UPDATE outgoing SET draft = (SELECT first.draft FROM outgoing AS first WHERE first.id = outgoing.letter)
    WHERE draft IS NULL;

CREATE INDEX outgoing_by_letter ON outgoing (letter);

-- The Message-ID of a letter that went out, may have come there or not, and is not
-- wanted there any more: by it alone can it be found. NULL for all others.
ALTER TABLE waiting_place ADD COLUMN stray TEXT;

-- The addresses that certificates name, so that not all are read for one of them.
-- 0 until they are noted.
ALTER TABLE certificate ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;

CREATE TABLE certificate_address (
    -- As addresses are compared: folded.
    address TEXT NOT NULL,
    certificate INTEGER NOT NULL REFERENCES certificate (id) ON DELETE CASCADE,
    PRIMARY KEY (address, certificate)
) STRICT, WITHOUT ROWID;

CREATE INDEX certificate_address_by_certificate ON certificate_address (certificate);
CREATE INDEX certificate_not_noted ON certificate (authority) WHERE noted = 0;
