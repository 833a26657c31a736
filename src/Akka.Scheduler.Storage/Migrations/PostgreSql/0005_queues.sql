-- What is set for queues: limits and pauses. A queue without a row has none.
CREATE TABLE {schema}.queue (
    name            text COLLATE "C" PRIMARY KEY,
    version         bigint NOT NULL CHECK (version >= 1),
    max_concurrency int CHECK (max_concurrency >= 1),
    rate_per_second double precision CHECK (rate_per_second > 0),
    paused_at       timestamptz,
    paused_by       text,
    paused_reason   text,
    CONSTRAINT queue_pause_is_whole CHECK ((paused_at IS NULL) = (paused_by IS NULL) AND (paused_at IS NOT NULL OR paused_reason IS NULL))
);

-- Counts the changes of all of them, so that one row says whether there is anything new.
CREATE TABLE {schema}.queue_version (
    one     smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
    version bigint NOT NULL CHECK (version >= 0)
);
INSERT INTO {schema}.queue_version (version) VALUES (0);
