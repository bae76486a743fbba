-- An edition: everything in it is public. Written once, in one go, then read only (immutable); a release makes a new one.
-- Table and column order, and the order of rows, are fixed by the writer, so the same content gives the same bytes.

PRAGMA page_size = 16384;
PRAGMA application_id = 1128809029; -- "CHPE"
PRAGMA user_version = 3;            -- format of the edition

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- The releases, oldest first: what became public when.
CREATE TABLE release (
    date  INTEGER PRIMARY KEY,      -- seconds since 1970, UTC
    title TEXT NOT NULL,
    count INTEGER NOT NULL          -- cables first released by it
);

-- One value of one of the five ways to browse: an origin, a tag, a classification, a month, a day of release.
CREATE TABLE value (
    number INTEGER PRIMARY KEY,
    facet  INTEGER NOT NULL,        -- edition::Facet
    key    TEXT NOT NULL,           -- as in URLs
    name   TEXT NOT NULL,           -- as shown
    count  INTEGER NOT NULL,
    UNIQUE (facet, key)
);

-- Numbered in the order of listings: newest release first, inside it oldest created first (unknown last), then id.
CREATE TABLE cable (
    number         INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    node           TEXT,            -- its place in the graph of references; NULL: the id itself
    post           TEXT NOT NULL,
    year           INTEGER NOT NULL,
    serial         INTEGER NOT NULL,
    created        INTEGER,         -- seconds since 1970, UTC; NULL: unknown
    released       INTEGER NOT NULL,
    origin         INTEGER REFERENCES value (number),
    classification INTEGER REFERENCES value (number),
    subject        TEXT NOT NULL,
    batch          INTEGER NOT NULL, -- views/000001.views is 1
    place          INTEGER NOT NULL  -- in the batch, from 0: there is the released view, the cable as JSON (docs/json.md)
);

-- A page of a listing is a row: up to 50 cable numbers, 32 bits each, little endian.
CREATE TABLE listing (
    value  INTEGER NOT NULL REFERENCES value (number),
    page   INTEGER NOT NULL,
    cables BLOB NOT NULL,
    PRIMARY KEY (value, page)
) WITHOUT ROWID;

-- Which cables refer to a node (edition/citations.hpp), whether it is a cable here or a ghost: pages of numbers, as in `listing`.
CREATE TABLE cited (
    node   TEXT NOT NULL,
    page   INTEGER NOT NULL,
    count  INTEGER NOT NULL,        -- on all pages
    cables BLOB NOT NULL,
    PRIMARY KEY (node, page)
) WITHOUT ROWID;
