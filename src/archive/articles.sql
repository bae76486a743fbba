-- Articles: what releases did to them, kept for ever. The last act of an article that was not undone is its state.
CREATE TABLE desk_article (
    number      INTEGER PRIMARY KEY,
    release     INTEGER NOT NULL REFERENCES desk_release (number),
    slug        TEXT NOT NULL,      -- the name of its file, without .md
    change      TEXT NOT NULL,      -- released, corrected, redacted, restored, withdrawn
    text        TEXT NOT NULL,      -- of the file, as it was then; empty if withdrawn
    fingerprint TEXT NOT NULL       -- of what the public saw, if something was taken out
);
