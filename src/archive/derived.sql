-- What the parser read in each original: enough to bring originals of one cable together, to find the one that leads and to
-- choose what to release. Made anew whenever another version of the reader comes, so this file may change at will.

DROP TABLE IF EXISTS derived_reading;
DROP TABLE IF EXISTS derived_version;

CREATE TABLE derived_reading (
    original       INTEGER PRIMARY KEY REFERENCES raw_original (number),
    reference      TEXT,             -- canonical reference id; NULL: none could be read
    created        INTEGER,
    given_released INTEGER,          -- when the source says that it was released
    other_body     INTEGER NOT NULL, -- 1: the text is another cable's (finding body-of-another-cable)
    letters        INTEGER NOT NULL  -- how full the text is: letters and digits, without what stands for removed words
);
CREATE INDEX derived_reading_by_reference ON derived_reading (reference);

-- Which reader and parser made it.
CREATE TABLE derived_version (
    version INTEGER NOT NULL
);
