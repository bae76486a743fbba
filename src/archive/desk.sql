-- The desk: what the editors decided. Rows are only ever added, each with who, when and why; what is true now follows from them.

-- Releases, and what each did to a cable. The last act of a cable that was not undone is its state.
CREATE TABLE desk_release (
    number INTEGER PRIMARY KEY,
    made   INTEGER NOT NULL,        -- when the editor did it
    date   INTEGER NOT NULL,        -- the date it carries
    title  TEXT NOT NULL,
    who    TEXT NOT NULL DEFAULT ''
);
CREATE TABLE desk_act (
    number      INTEGER PRIMARY KEY,
    release     INTEGER NOT NULL REFERENCES desk_release (number),
    reference   TEXT NOT NULL,
    original    INTEGER NOT NULL REFERENCES raw_original (number), -- whose text was released
    released    INTEGER NOT NULL,                 -- the cable's date of release
    state       TEXT NOT NULL DEFAULT 'whole',    -- whole, metadata, withdrawn, held
    change      TEXT NOT NULL DEFAULT 'released', -- released, corrected, redacted, restored, metadata, withdrawn, held
    why         TEXT NOT NULL DEFAULT '',         -- public
    fingerprint TEXT NOT NULL DEFAULT ''          -- of what was taken out of it (redact/redactor.hpp)
);
CREATE INDEX desk_act_by_reference ON desk_act (reference);

-- A release that was taken back while it was held: its acts do not count.
CREATE TABLE desk_undo (
    release INTEGER PRIMARY KEY REFERENCES desk_release (number),
    made    INTEGER NOT NULL,
    who     TEXT NOT NULL
);

-- What the public must not see (redact/redaction.hpp).
CREATE TABLE desk_redaction (
    number    INTEGER PRIMARY KEY,
    made      INTEGER NOT NULL,
    who       TEXT NOT NULL,
    kind      TEXT NOT NULL,        -- text, pattern, paragraph
    text      TEXT NOT NULL,
    cables    TEXT NOT NULL,        -- reference ids with blanks between; empty: all
    reason    TEXT NOT NULL,
    note      TEXT NOT NULL,
    pseudonym TEXT NOT NULL
);
CREATE TABLE desk_lift (            -- a redaction that no longer holds
    redaction INTEGER PRIMARY KEY REFERENCES desk_redaction (number),
    made      INTEGER NOT NULL,
    who       TEXT NOT NULL,
    why       TEXT NOT NULL
);
CREATE TABLE desk_refusal (         -- an effect of a redaction that the editor does not want; the last decision counts
    number    INTEGER PRIMARY KEY,
    made      INTEGER NOT NULL,
    who       TEXT NOT NULL,
    redaction INTEGER NOT NULL REFERENCES desk_redaction (number),
    cable     TEXT NOT NULL,
    place     TEXT NOT NULL,        -- redact::Effect::place
    refused   INTEGER NOT NULL      -- 0: it is wanted after all
);

-- Releases to come (release/plan_file.hpp).
CREATE TABLE desk_plan (
    number INTEGER PRIMARY KEY,
    made   INTEGER NOT NULL,
    who    TEXT NOT NULL,
    due    INTEGER NOT NULL,
    text   TEXT NOT NULL            -- the file, with its lists of ids written out
);
CREATE TABLE desk_plan_end (        -- done, or called off
    plan    INTEGER PRIMARY KEY REFERENCES desk_plan (number),
    made    INTEGER NOT NULL,
    who     TEXT NOT NULL,
    release INTEGER                 -- NULL: called off, or nothing was to do
);

-- What was taken out of each cable, and by which rules and from which originals that was found: can be made anew.
CREATE TABLE derived_redacted (
    reference   TEXT PRIMARY KEY,
    basis       TEXT NOT NULL,
    fingerprint TEXT NOT NULL
) WITHOUT ROWID;

-- An edition that is written and held back: held/ in the archive.
CREATE TABLE derived_held (
    release INTEGER PRIMARY KEY,
    until   INTEGER NOT NULL,
    folder  TEXT NOT NULL,          -- of the edition; empty: edition/ in the archive
    state   TEXT NOT NULL           -- for derived_edition once it is in use
);
