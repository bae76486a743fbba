-- The archive: the editor's side. raw_* and desk_* are kept for ever; derived_* can be dropped and made anew from them.

PRAGMA page_size = 32768;           -- compressed originals are 2 to 4 kB: small pages would waste a quarter
PRAGMA application_id = 1128809025; -- "CHPA"
PRAGMA user_version = 3;            -- format of raw_* and desk_*

-- Zstandard dictionaries, trained on originals of this archive. Never changed: originals name the one they need.
CREATE TABLE raw_dictionary (
    number INTEGER PRIMARY KEY,
    bytes  BLOB NOT NULL
);

-- A document as it was received.
CREATE TABLE raw_original (
    number   INTEGER PRIMARY KEY,
    sha256   BLOB NOT NULL UNIQUE,
    size     INTEGER NOT NULL,
    name     TEXT NOT NULL,         -- where it was found: mirror.zip!cable/2008/02/08GUATEMALA242.html
    imported INTEGER NOT NULL       -- seconds since 1970, UTC
);

-- Its bytes; in a table of their own, so that the others can be read without passing over them.
CREATE TABLE raw_bytes (
    original   INTEGER PRIMARY KEY REFERENCES raw_original (number),
    dictionary INTEGER REFERENCES raw_dictionary (number), -- NULL: packed without one
    packed     BLOB NOT NULL
);

-- derived_reading and derived_version: derived.sql.

-- The edition that was written last, and from what: tells `release` whether there is anything to do.
CREATE TABLE derived_edition (
    state    TEXT NOT NULL,
    manifest TEXT NOT NULL
);

-- desk_*: desk.sql, articles.sql.
