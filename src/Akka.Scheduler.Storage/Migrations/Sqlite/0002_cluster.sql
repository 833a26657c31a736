-- What a node says of itself, the state before it takes part, and the map of where each shard is meant to be: as in PostgreSQL.

CREATE TABLE member (
    node_id     TEXT PRIMARY KEY,
    incarnation BLOB NOT NULL,
    renew_seq   INTEGER NOT NULL DEFAULT 0,
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    address     TEXT NOT NULL,
    http        TEXT NOT NULL DEFAULT '',
    roles       TEXT NOT NULL DEFAULT '[]',
    version     TEXT NOT NULL DEFAULT '',
    started_at  INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL,
    ended_at    INTEGER,
    CHECK ((state >= 3) = (ended_at IS NOT NULL))
) WITHOUT ROWID;
INSERT INTO member (node_id, incarnation, renew_seq, state, address, started_at, seen_at, ended_at)
SELECT node_id, incarnation, renew_seq, state, address, started_at, seen_at, CASE WHEN state >= 3 THEN seen_at END FROM node;
DROP TABLE node;
ALTER TABLE member RENAME TO node;

-- Roles and nodes are JSON arrays. Version 0 is no map.
CREATE TABLE shard_map (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL CHECK (version >= 0),
    nodes   TEXT NOT NULL
);
INSERT INTO shard_map (one, version, nodes) VALUES (1, 0, '[]');
