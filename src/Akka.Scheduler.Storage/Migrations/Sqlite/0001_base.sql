-- Instants are whole microseconds since 1970 in UTC. UUIDs are 16 bytes, the most significant one first. Text compares by its bytes, so
-- ids compare ordinally. Enumerations are their numbers.

CREATE TABLE cluster (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    cluster_id TEXT NOT NULL,
    shards     INTEGER NOT NULL CHECK (shards >= 1)
);

CREATE TABLE node (
    node_id     TEXT PRIMARY KEY,
    incarnation BLOB NOT NULL,
    renew_seq   INTEGER NOT NULL DEFAULT 0,
    state       INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    address     TEXT NOT NULL,
    started_at  INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL
) WITHOUT ROWID;

-- What every commit reads first. Shard -1 is the cluster singleton.
CREATE TABLE shard (
    shard_id   INTEGER PRIMARY KEY CHECK (shard_id >= -1),
    owner_id   TEXT,
    owner_inc  BLOB,
    epoch      INTEGER NOT NULL DEFAULT 0,
    log_seq    INTEGER NOT NULL DEFAULT 0,
    last_batch BLOB,
    CHECK ((owner_id IS NULL) = (owner_inc IS NULL))
);

CREATE TABLE shard_term (
    shard_id  INTEGER NOT NULL,
    epoch     INTEGER NOT NULL,
    owner_id  TEXT NOT NULL,
    owner_inc BLOB NOT NULL,
    first_seq INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (shard_id, epoch)
) WITHOUT ROWID;

-- All tasks. There are no partitions to drop, so a finished task stays in its place, and leaves the indexes of the live ones: each partial
-- index below holds only what is looked for through it. A payload of more than 1,000 characters stands in large_payload, because a
-- change of state rewrites its whole row.
CREATE TABLE task (
    key                INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL,
    shard              INTEGER NOT NULL CHECK (shard >= 0),
    queue              TEXT NOT NULL,
    executor           TEXT NOT NULL,
    priority           INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 3),
    created_at         INTEGER NOT NULL,
    due_at             INTEGER NOT NULL,
    name               TEXT,
    schedule_id        TEXT,
    labels             TEXT,
    document           TEXT,
    payload            TEXT,
    state              INTEGER NOT NULL CHECK (state IN (1, 2, 3, 100, 101, 102, 103)),
    version            INTEGER NOT NULL CHECK (version >= 1),
    next_start_at      INTEGER NOT NULL,
    attempt            INTEGER NOT NULL CHECK (attempt >= 0),
    failures           INTEGER NOT NULL CHECK (failures >= 0),
    cancel_requested   INTEGER NOT NULL CHECK (cancel_requested IN (0, 1)),
    started_at         INTEGER,
    finished_at        INTEGER,
    worker             TEXT,
    attempt_id         BLOB,
    attempt_started_at INTEGER,
    deadline           INTEGER,
    fencing_token      INTEGER,
    result_code        INTEGER,
    result_message     TEXT,
    result_data        TEXT,
    error              TEXT,
    reason             TEXT,
    CHECK ((state = 2) = (attempt_id IS NOT NULL)),
    CHECK ((attempt_id IS NULL) = (attempt_started_at IS NULL) AND (attempt_id IS NULL) = (deadline IS NULL)
       AND (attempt_id IS NULL) = (fencing_token IS NULL)),
    CHECK ((state >= 100) = (finished_at IS NOT NULL)),
    CHECK (result_code IS NOT NULL OR (result_message IS NULL AND result_data IS NULL))
);
CREATE UNIQUE INDEX task_id ON task (id);
-- Loading by pages; with state and queue it also counts those that are due without reading their rows.
CREATE INDEX task_waiting ON task (shard, priority, next_start_at, id, state, queue) WHERE state IN (1, 3);
CREATE INDEX task_running ON task (shard) WHERE state = 2;
CREATE INDEX task_newest_live ON task (created_at, id) WHERE state < 100;
CREATE INDEX task_newest_finished ON task (created_at, id) WHERE state >= 100;
CREATE INDEX task_finished ON task (finished_at) WHERE state >= 100;

CREATE TABLE large_payload (
    key     INTEGER PRIMARY KEY,
    payload TEXT NOT NULL
);

-- How many tasks there are by queue and state: moved in the commit that moves the task.
CREATE TABLE task_count (
    queue TEXT NOT NULL,
    state INTEGER NOT NULL,
    n     INTEGER NOT NULL CHECK (n >= 0),
    PRIMARY KEY (queue, state)
) WITHOUT ROWID;

-- Every step, append-only; rows lie in the order of the commits. Type 0 stands for a batch without steps, so that a shard's log_seq has no gap
-- (a take-over is in shard_term).
CREATE TABLE history (
    position   INTEGER PRIMARY KEY,
    shard      INTEGER NOT NULL,
    log_seq    INTEGER NOT NULL,
    op_no      INTEGER NOT NULL,
    epoch      INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    type       INTEGER NOT NULL CHECK (type >= 0),
    task_id    TEXT,
    seq        INTEGER,
    from_state INTEGER,
    to_state   INTEGER,
    attempt    INTEGER NOT NULL,
    attempt_id BLOB,
    detail     TEXT,
    CHECK ((type = 0) = (task_id IS NULL) AND (type = 0) = (seq IS NULL) AND (type = 0) = (to_state IS NULL))
);
CREATE INDEX history_task ON history (task_id) WHERE task_id IS NOT NULL;

-- Accepted without the owner. A position is never given twice.
CREATE TABLE shard_inbox (
    position    INTEGER PRIMARY KEY AUTOINCREMENT,
    shard       INTEGER NOT NULL CHECK (shard >= 0),
    id          TEXT NOT NULL UNIQUE,
    queue       TEXT NOT NULL,
    executor    TEXT NOT NULL,
    priority    INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 3),
    created_at  INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    name        TEXT,
    schedule_id TEXT,
    labels      TEXT,
    document    TEXT,
    payload     TEXT
);
CREATE INDEX shard_inbox_shard ON shard_inbox (shard, position);

CREATE TABLE schedule (
    id         TEXT PRIMARY KEY,
    version    INTEGER NOT NULL CHECK (version >= 1),
    definition TEXT NOT NULL,
    cursor     TEXT NOT NULL
) WITHOUT ROWID;

-- One record for every due instant, whoever leads: the key says so.
CREATE TABLE occurrence (
    schedule_id  TEXT NOT NULL,
    nominal      INTEGER NOT NULL,
    last_nominal INTEGER NOT NULL,
    count        INTEGER NOT NULL CHECK (count >= 1),
    version      INTEGER NOT NULL,
    outcome      TEXT NOT NULL CHECK (outcome IN ('created', 'skipped')),
    reason       TEXT,
    task_id      TEXT,
    at           INTEGER NOT NULL,
    PRIMARY KEY (schedule_id, nominal),
    CHECK (last_nominal >= nominal)
) WITHOUT ROWID;
CREATE INDEX occurrence_at ON occurrence (at);

CREATE TABLE attempt_log (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id    TEXT NOT NULL,
    attempt    INTEGER NOT NULL,
    attempt_id BLOB NOT NULL,
    at         INTEGER NOT NULL,
    stream     TEXT NOT NULL,
    text       TEXT NOT NULL
);
CREATE INDEX attempt_log_task ON attempt_log (task_id);

CREATE TABLE idempotency_key (
    key        TEXT PRIMARY KEY,
    body_hash  BLOB NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
