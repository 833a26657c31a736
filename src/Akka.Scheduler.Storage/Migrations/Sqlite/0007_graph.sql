-- Tasks that wait for others: as in PostgreSQL.

ALTER TABLE task ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked = 0 OR (blocked > 0 AND state = 1));
ALTER TABLE task ADD COLUMN settled TEXT;
CREATE INDEX task_blocked ON task (shard, id) WHERE blocked > 0;

CREATE TABLE follower (
    parent_id    TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    edge         INTEGER NOT NULL CHECK (edge >= 0),
    parent_shard INTEGER NOT NULL CHECK (parent_shard >= 0),
    child_shard  INTEGER NOT NULL CHECK (child_shard >= 0),
    PRIMARY KEY (parent_id, child_id, edge)
) WITHOUT ROWID;
CREATE INDEX follower_parent_shard ON follower (parent_shard, parent_id, child_shard);
CREATE INDEX follower_child ON follower (child_id);

-- A position is never given twice.
CREATE TABLE signal (
    position    INTEGER PRIMARY KEY AUTOINCREMENT,
    child_shard INTEGER NOT NULL CHECK (child_shard >= 0),
    child_id    TEXT NOT NULL,
    edge        INTEGER NOT NULL CHECK (edge >= 0),
    outcome     INTEGER NOT NULL CHECK (outcome >= 100)
);
CREATE INDEX signal_shard ON signal (child_shard, position);
CREATE INDEX signal_child ON signal (child_id);
