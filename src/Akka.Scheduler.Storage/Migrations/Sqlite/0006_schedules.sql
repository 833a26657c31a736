-- Calendars of exclusions, and what asked for an occurrence: as in PostgreSQL. A key cannot be changed in place.

CREATE TABLE calendar (
    id         TEXT PRIMARY KEY,
    version    INTEGER NOT NULL CHECK (version >= 1),
    definition TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE occurrence_by_kind (
    schedule_id  TEXT NOT NULL,
    nominal      INTEGER NOT NULL,
    last_nominal INTEGER NOT NULL,
    count        INTEGER NOT NULL CHECK (count >= 1),
    version      INTEGER NOT NULL,
    outcome      TEXT NOT NULL CHECK (outcome IN ('created', 'skipped')),
    reason       TEXT,
    task_id      TEXT,
    at           INTEGER NOT NULL,
    kind         INTEGER NOT NULL DEFAULT 0 CHECK (kind BETWEEN 0 AND 2),
    PRIMARY KEY (schedule_id, nominal, kind),
    CHECK (last_nominal >= nominal)
) WITHOUT ROWID;
INSERT INTO occurrence_by_kind SELECT schedule_id, nominal, last_nominal, count, version, outcome, reason, task_id, at, 0 FROM occurrence;
DROP TABLE occurrence;
ALTER TABLE occurrence_by_kind RENAME TO occurrence;
CREATE INDEX occurrence_at ON occurrence (at);
