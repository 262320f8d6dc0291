-- What undo, retention and the rotation of keys need.

-- The item that an entry is about, so that it can be found; erased with the payload.
ALTER TABLE journal ADD COLUMN item ${key};
CREATE INDEX journal_link ON journal (link, id);
CREATE INDEX journal_item ON journal (item, id);
CREATE INDEX journal_at ON journal (at);

-- Secrets that came before the current one, sealed under it: rows name the keys that they were written with.
CREATE TABLE older_secrets (
    key_id VARCHAR NOT NULL PRIMARY KEY, -- of the journal key that the older secret gives
    since  ${key}  NOT NULL,             -- when it was replaced
    sealed bytea   NOT NULL
);
