-- Keys in software. This file is frozen: changes come as further steps.

-- A private key that came in a file, with its certificate. What was encrypted
-- for it can be read with nothing else, so no rule of ours ever drops a row.
CREATE TABLE soft_key (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- SHA-256 of the certificate.
    fingerprint BLOB NOT NULL UNIQUE,
    -- PKCS#8, in no other cipher than that of the cache. Read only by its
    -- fingerprint, by who uses or exports it; never by a list.
    secret BLOB NOT NULL,
    certificate BLOB NOT NULL,
    -- As the file called it; may be empty.
    label TEXT NOT NULL,
    imported INTEGER NOT NULL
) STRICT;

-- Who vouches for it, the nearest first: sent along with signatures, and given
-- away again with the key. The key is of use without.
CREATE TABLE soft_key_chain (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    soft_key INTEGER NOT NULL REFERENCES soft_key (id) ON DELETE CASCADE,
    certificate BLOB NOT NULL
) STRICT;

CREATE INDEX soft_key_chain_by_key ON soft_key_chain (soft_key);
