-- Who has which unique key: as in PostgreSQL.

CREATE TABLE unique_key (
    key        TEXT PRIMARY KEY,
    task_id    TEXT NOT NULL,
    claimed_at INTEGER NOT NULL,
    until      INTEGER
) WITHOUT ROWID;
CREATE INDEX unique_key_until ON unique_key (until) WHERE until IS NOT NULL;
