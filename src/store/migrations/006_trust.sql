-- Trust: who is believed, and what was learned of revocation. This file is
-- frozen: changes come as further steps.
--
-- Nothing here is a secret, but all of it tells with whom one writes: it lies
-- in the cache, as the mail does.

-- Authorities that are believed. Those of IGC-Santé are known by fingerprint
-- whatever this table says; the others are here because the user put them.
CREATE TABLE anchor (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- SHA-256 of der.
    fingerprint BLOB NOT NULL UNIQUE,
    der BLOB NOT NULL,
    -- Where it was taken from.
    source TEXT NOT NULL,
    added INTEGER NOT NULL
) STRICT;

-- Certificates that were met: authorities that stand between, which not every
-- message brings along, and those whose signatures were judged lately.
CREATE TABLE certificate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint BLOB NOT NULL UNIQUE,
    der BLOB NOT NULL,
    -- 1 for one that may issue others.
    authority INTEGER NOT NULL,
    -- When it was last of use.
    seen INTEGER NOT NULL
) STRICT;

CREATE INDEX certificate_by_use ON certificate (authority, seen);

-- Revocation lists as they were published, one for each address.
CREATE TABLE revocation_list (
    address TEXT PRIMARY KEY NOT NULL,
    -- The fingerprint of the authority that signed it.
    issuer BLOB NOT NULL,
    this_update INTEGER NOT NULL,
    next_update INTEGER,
    fetched INTEGER NOT NULL,
    -- What the server calls this version of it, to be asked for a newer one only.
    tag TEXT,
    modified TEXT,
    bytes BLOB NOT NULL
) STRICT;

-- What responders said, the last word on each certificate.
CREATE TABLE revocation_answer (
    certificate INTEGER PRIMARY KEY NOT NULL REFERENCES certificate (id) ON DELETE CASCADE,
    -- The fingerprint of the authority that issued it.
    issuer BLOB NOT NULL,
    this_update INTEGER NOT NULL,
    next_update INTEGER,
    fetched INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- Whom an address belongs to, where a certificate does not say it.
CREATE TABLE binding (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- As addresses are compared: folded.
    address TEXT NOT NULL,
    -- What kind of name the holder has, and the name.
    kind TEXT NOT NULL,
    holder TEXT NOT NULL,
    -- Who said so.
    source TEXT NOT NULL,
    confirmed INTEGER NOT NULL,
    UNIQUE (address, kind, holder)
) STRICT;
