-- Ids compare ordinally everywhere (COLLATE "C"), as they do in memory. Instants are UTC, in microseconds. Enumerations are smallint.

CREATE TABLE {schema}.cluster (
    one        smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
    cluster_id text NOT NULL,
    shards     int NOT NULL CHECK (shards >= 1)
);

-- The lease belongs to an incarnation: one row and one update every few seconds, far from the rows that commits lock.
CREATE TABLE {schema}.node (
    node_id     text COLLATE "C" PRIMARY KEY,
    incarnation uuid NOT NULL,
    renew_seq   bigint NOT NULL DEFAULT 0,
    state       smallint NOT NULL CHECK (state BETWEEN 1 AND 4),
    address     text NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at     timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

-- What every commit locks first. Shard -1 is the cluster singleton. running_until is the latest next_start_at that any task had while an
-- attempt of it was open: beyond it no running task has to be looked for.
CREATE TABLE {schema}.shard (
    shard_id      int PRIMARY KEY CHECK (shard_id >= -1),
    owner_id      text COLLATE "C",
    owner_inc     uuid,
    epoch         bigint NOT NULL DEFAULT 0,
    log_seq       bigint NOT NULL DEFAULT 0,
    last_batch    uuid,
    running_until timestamptz NOT NULL DEFAULT '-infinity',
    CHECK ((owner_id IS NULL) = (owner_inc IS NULL))
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE {schema}.shard_term (
    shard_id  int NOT NULL,
    epoch     bigint NOT NULL,
    owner_id  text COLLATE "C" NOT NULL,
    owner_inc uuid NOT NULL,
    timeline  int NOT NULL,
    first_seq bigint NOT NULL,
    reason    text NOT NULL,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (shard_id, epoch)
);

-- Tasks that are not finished. No index holds a column that a start changes, and a page is filled to 40 % only, since a started row is
-- longer: a start is a HOT update.
CREATE TABLE {schema}.task (
    created_at         timestamptz NOT NULL,
    due_at             timestamptz NOT NULL,
    next_start_at      timestamptz NOT NULL,
    started_at         timestamptz,
    attempt_started_at timestamptz,
    deadline           timestamptz,
    fencing_token      bigint,
    shard              int NOT NULL CHECK (shard >= 0),
    version            int NOT NULL CHECK (version >= 1),
    attempt            int NOT NULL CHECK (attempt >= 0),
    failures           int NOT NULL CHECK (failures >= 0),
    result_code        int,
    state              smallint NOT NULL CHECK (state IN (1, 2, 3)),
    priority           smallint NOT NULL CHECK (priority BETWEEN 0 AND 3),
    cancel_requested   smallint NOT NULL CHECK (cancel_requested = 0 OR (cancel_requested = 1 AND state = 2)),
    attempt_id         uuid,
    id                 text COLLATE "C" PRIMARY KEY,
    queue              text COLLATE "C" NOT NULL,
    executor           text COLLATE "C" NOT NULL,
    name               text,
    schedule_id        text COLLATE "C",
    worker             text COLLATE "C",
    reason             text,
    labels             jsonb,
    document           text,
    payload            text,
    result_message     text,
    result_data        text,
    error              text,
    CONSTRAINT task_running_has_attempt CHECK ((state = 2) = (attempt_id IS NOT NULL)),
    CONSTRAINT task_attempt_is_whole CHECK (num_nonnulls(attempt_id, attempt_started_at, deadline, fencing_token) IN (0, 4)),
    CONSTRAINT task_result_has_code CHECK (result_code IS NOT NULL OR num_nonnulls(result_message, result_data) = 0)
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_insert_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX task_waiting ON {schema}.task (shard, priority, next_start_at, id);
CREATE INDEX task_newest ON {schema}.task (created_at, id);

-- Finished tasks, by the day of their end: dropped by the day.
CREATE TABLE {schema}.task_archive (
    created_at       timestamptz NOT NULL,
    due_at           timestamptz NOT NULL,
    next_start_at    timestamptz NOT NULL,
    finished_at      timestamptz NOT NULL,
    started_at       timestamptz,
    shard            int NOT NULL CHECK (shard >= 0),
    version          int NOT NULL CHECK (version >= 1),
    attempt          int NOT NULL CHECK (attempt >= 0),
    failures         int NOT NULL CHECK (failures >= 0),
    result_code      int,
    state            smallint NOT NULL CHECK (state IN (100, 101, 102, 103)),
    priority         smallint NOT NULL CHECK (priority BETWEEN 0 AND 3),
    cancel_requested smallint NOT NULL CHECK (cancel_requested IN (0, 1)),
    id               text COLLATE "C" NOT NULL,
    queue            text COLLATE "C" NOT NULL,
    executor         text COLLATE "C" NOT NULL,
    name             text,
    schedule_id      text COLLATE "C",
    worker           text COLLATE "C",
    reason           text,
    labels           jsonb,
    document         text,
    payload          text,
    result_message   text,
    result_data      text,
    error            text,
    CONSTRAINT archive_result_has_code CHECK (result_code IS NOT NULL OR num_nonnulls(result_message, result_data) = 0)
) PARTITION BY RANGE (finished_at);
CREATE INDEX task_archive_id ON {schema}.task_archive (id);
CREATE INDEX task_archive_newest ON {schema}.task_archive (created_at, id);
CREATE TABLE {schema}.task_archive_default PARTITION OF {schema}.task_archive DEFAULT;

-- Every step, append-only. Type 0 is a row of the log itself (take-over, batch without steps), so that a shard's log_seq has no gap.
-- The index serves the reads of one task. It is not unique: a remark, such as a result that was refused, carries the number of the step that it
-- follows, and the same remark may come several times at one instant.
CREATE TABLE {schema}.history (
    at         timestamptz NOT NULL,
    log_seq    bigint NOT NULL,
    epoch      bigint NOT NULL,
    shard      int NOT NULL,
    op_no      int NOT NULL,
    seq        int,
    attempt    int NOT NULL,
    type       smallint NOT NULL CHECK (type >= 0),
    from_state smallint,
    to_state   smallint,
    attempt_id uuid,
    task_id    text COLLATE "C",
    detail     text,
    CONSTRAINT history_step_is_whole CHECK (CASE WHEN type = 0 THEN num_nonnulls(task_id, seq, to_state) = 0
                                                 ELSE num_nonnulls(task_id, seq, to_state) = 3 END)
) PARTITION BY RANGE (at);
CREATE INDEX history_task ON {schema}.history (task_id, seq);
CREATE TABLE {schema}.history_default PARTITION OF {schema}.history DEFAULT;

-- The history with its owner, for people and checkers.
CREATE VIEW {schema}.history_with_owner AS
SELECT h.shard, h.log_seq, h.op_no, h.epoch, o.owner_id, o.owner_inc, h.task_id, h.seq, h.type, h.from_state, h.to_state,
       h.attempt, h.attempt_id, h.at, h.detail
FROM {schema}.history AS h
LEFT JOIN {schema}.shard_term AS o ON o.shard_id = h.shard AND o.epoch = h.epoch;

-- How many tasks there are by shard, queue and state, live and finished: moved in the commit that moves the task, under its shard's lock.
-- Rows of shard -1 take off what retention has dropped.
CREATE TABLE {schema}.task_count (
    shard int NOT NULL,
    queue text COLLATE "C" NOT NULL,
    state smallint NOT NULL,
    n     bigint NOT NULL,
    PRIMARY KEY (shard, queue, state)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Accepted without the owner. A program may insert here in a transaction of its own; what has a default may be left out.
CREATE TABLE {schema}.shard_inbox (
    position    bigint GENERATED ALWAYS AS IDENTITY,
    shard       int NOT NULL CHECK (shard >= 0),
    task_id     text COLLATE "C" NOT NULL UNIQUE,
    executor    text COLLATE "C" NOT NULL,
    queue       text COLLATE "C" NOT NULL DEFAULT 'default',
    priority    smallint NOT NULL DEFAULT 1 CHECK (priority BETWEEN 0 AND 3),
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    name        text,
    schedule_id text COLLATE "C",
    labels      jsonb,
    document    text,
    payload     text,
    PRIMARY KEY (shard, position)
);

CREATE TABLE {schema}.schedule (
    id         text COLLATE "C" PRIMARY KEY,
    version    bigint NOT NULL CHECK (version >= 1),
    definition text NOT NULL,
    cursor     text NOT NULL
) WITH (fillfactor = 70);

-- One record for every due instant, whoever leads: the key says so.
CREATE TABLE {schema}.occurrence (
    schedule_id  text COLLATE "C" NOT NULL,
    nominal      timestamptz NOT NULL,
    last_nominal timestamptz NOT NULL,
    count        bigint NOT NULL CHECK (count >= 1),
    version      bigint NOT NULL,
    outcome      text NOT NULL CHECK (outcome IN ('created', 'skipped')),
    reason       text,
    task_id      text COLLATE "C",
    at           timestamptz NOT NULL,
    PRIMARY KEY (schedule_id, nominal),
    CHECK (last_nominal >= nominal)
);
CREATE INDEX occurrence_at ON {schema}.occurrence (at);

CREATE SEQUENCE {schema}.attempt_log_position;
CREATE TABLE {schema}.attempt_log (
    position   bigint NOT NULL DEFAULT nextval('{schema}.attempt_log_position'),
    at         timestamptz NOT NULL,
    attempt    int NOT NULL,
    attempt_id uuid NOT NULL,
    task_id    text COLLATE "C" NOT NULL,
    stream     text NOT NULL,
    text       text NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX attempt_log_task ON {schema}.attempt_log (task_id, position);
CREATE TABLE {schema}.attempt_log_default PARTITION OF {schema}.attempt_log DEFAULT;

CREATE TABLE {schema}.idempotency_key (
    key        text COLLATE "C" PRIMARY KEY,
    body_hash  bytea NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX idempotency_key_created ON {schema}.idempotency_key (created_at);
