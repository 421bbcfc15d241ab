-- Messages on their way out. This file is frozen: changes come as further steps.
--
-- A row is there until the message is sent and its copy lies in Sent, or until
-- the user gives it up. Its state is written before the byte that completes the
-- message on the wire, and again when the server has answered for it.

CREATE TABLE outgoing (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- The address of the envelope.
    sender TEXT NOT NULL,
    -- Those who are still to get it and were not refused, as JSON.
    recipients TEXT NOT NULL,
    -- Those who were refused, as JSON: for ever, or for now.
    refusals TEXT NOT NULL DEFAULT '[]',
    -- For the copy in Sent alone, as JSON.
    bcc TEXT NOT NULL,
    -- For the list: the bytes may be sealed. People as JSON.
    subject TEXT NOT NULL,
    people TEXT NOT NULL,
    message_id TEXT NOT NULL,
    -- Others went out under it: that one is found says nothing of this one.
    shared INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL,
    delivery_report INTEGER NOT NULL,
    -- The message that it answers and how, as JSON; NULL once that is marked.
    answered TEXT,
    not_before INTEGER,
    -- The draft it was written as.
    draft INTEGER,
    -- When the user sent it.
    posted INTEGER NOT NULL,
    -- waiting, handing, in-doubt, refused or filing.
    state TEXT NOT NULL,
    -- Somebody has it.
    sent INTEGER NOT NULL DEFAULT 0,
    -- Of the message itself; what keeps the line from coming about is not counted.
    tries INTEGER NOT NULL DEFAULT 0,
    -- NULL: at once; 253402300799: not by itself.
    next_try INTEGER,
    -- line, card or user: what is waited for beside the time; NULL: nothing.
    held TEXT,
    -- The kind of fault that it met last, as JSON.
    fault TEXT,
    -- A copy is still to be filed in Sent.
    copy INTEGER NOT NULL,
    copy_tries INTEGER NOT NULL DEFAULT 0,
    copy_next INTEGER,
    -- As above.
    copy_held TEXT
) STRICT;

CREATE INDEX outgoing_by_account ON outgoing (account, state, id);

-- Apart, so that a step of the row does not write the bytes again.
CREATE TABLE outgoing_letter (
    outgoing INTEGER PRIMARY KEY NOT NULL REFERENCES outgoing (id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;
