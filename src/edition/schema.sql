-- An edition: everything in it is public. Written once, in one go, then read only (immutable); a release makes a new one.
-- Table and column order, and the order of rows, are fixed by the writer, so the same content gives the same bytes.

PRAGMA page_size = 16384;
PRAGMA application_id = 1128809029; -- "CHPE"
PRAGMA user_version = 6;            -- format of the edition

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

-- What is known of the cables of a post in a year, and which of their serial numbers are not here (edition/missing.hpp).
-- Numbered by post, then year.
CREATE TABLE missing (
    number      INTEGER PRIMARY KEY,
    post        TEXT NOT NULL,      -- as nodes of the graph name it
    year        INTEGER NOT NULL,
    here        INTEGER NOT NULL,
    ghosts      INTEGER NOT NULL,   -- cited here, and not here
    lowest      INTEGER NOT NULL,
    highest     INTEGER NOT NULL,
    runs        INTEGER NOT NULL,   -- of serials between these two of which nothing is known
    gaps        INTEGER NOT NULL,   -- serials in them
    incomplete  INTEGER NOT NULL,   -- cables that are here in part
    run_list    BLOB NOT NULL,      -- pairs of numbers of variable length: missing.hpp, packed()
    ghost_list  BLOB NOT NULL,
    UNIQUE (post, year)
);

-- What a cable that is here lacks, as its own text says (edition/incomplete.hpp).
CREATE TABLE incomplete (
    missing  INTEGER NOT NULL REFERENCES missing (number),
    cable    INTEGER NOT NULL REFERENCES cable (number),
    lack     INTEGER NOT NULL,      -- edition::Lack
    first    INTEGER NOT NULL,      -- sections; 0 where it is no matter of sections
    last     INTEGER NOT NULL,
    sections INTEGER NOT NULL,      -- that the cable announces
    PRIMARY KEY (missing, cable, lack, first)
) WITHOUT ROWID;

-- What became of a cable that changed after its release, or was withdrawn: all that the public may know of it. Of other cables
-- there is one version, the one that is here.
CREATE TABLE version (
    id     TEXT NOT NULL,           -- reference id
    number INTEGER NOT NULL,        -- from 1
    date   INTEGER NOT NULL,        -- of the release that made it
    change TEXT NOT NULL,           -- released, corrected, redacted, restored, metadata, withdrawn
    why    TEXT NOT NULL,
    sha256 TEXT NOT NULL,           -- of its view; empty where it is not shown
    place  INTEGER,                 -- of an old view that may be shown, in versions/old.views
    PRIMARY KEY (id, number)
) WITHOUT ROWID;

-- The publisher's articles, numbered in the order of lists: newest date first, of one date the one released last, then by slug.
-- All but slug and dates of release is what the source says.
CREATE TABLE article (
    number    INTEGER PRIMARY KEY,
    slug      TEXT NOT NULL UNIQUE,
    title     TEXT NOT NULL,
    author    TEXT NOT NULL,
    place     TEXT NOT NULL,
    place_key TEXT NOT NULL,        -- as in addresses
    language  TEXT NOT NULL,
    date      INTEGER NOT NULL,
    released  INTEGER NOT NULL,     -- first
    updated   INTEGER NOT NULL,
    beginning TEXT NOT NULL,
    source    TEXT NOT NULL         -- docs/articles.md
);
CREATE INDEX article_by_place ON article (place_key, number);

-- Which cables an article names.
CREATE TABLE article_cable (
    node      TEXT NOT NULL,        -- of the graph of references; here or a ghost
    article   INTEGER NOT NULL REFERENCES article (number),
    paragraph INTEGER NOT NULL,     -- 0: none
    PRIMARY KEY (node, article, paragraph)
) WITHOUT ROWID;

-- Articles that were here.
CREATE TABLE article_gone (
    slug TEXT PRIMARY KEY,
    date INTEGER NOT NULL
) WITHOUT ROWID;
