-- What is set for queues, and the count of all changes: as in PostgreSQL.

CREATE TABLE queue (
    name            TEXT PRIMARY KEY,
    version         INTEGER NOT NULL CHECK (version >= 1),
    max_concurrency INTEGER CHECK (max_concurrency >= 1),
    rate_per_second REAL CHECK (rate_per_second > 0),
    paused_at       INTEGER,
    paused_by       TEXT,
    paused_reason   TEXT,
    CHECK ((paused_at IS NULL) = (paused_by IS NULL) AND (paused_at IS NOT NULL OR paused_reason IS NULL))
) WITHOUT ROWID;

CREATE TABLE queue_version (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL CHECK (version >= 0)
);
INSERT INTO queue_version (one, version) VALUES (1, 0);
