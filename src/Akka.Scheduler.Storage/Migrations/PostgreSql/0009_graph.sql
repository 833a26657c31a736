-- Tasks that wait for others. blocked: how many of them have not ended, as far as the task knows; settled: one letter for each of them, in order, '.' while
-- it has not ended. No start changes either of them.

ALTER TABLE {schema}.task
    ADD COLUMN blocked int NOT NULL DEFAULT 0,
    ADD COLUMN settled text,
    ADD CONSTRAINT task_blocked_waits CHECK (blocked = 0 OR (blocked > 0 AND state = 1 AND settled IS NOT NULL));
CREATE INDEX task_blocked ON {schema}.task (shard, id) WHERE blocked > 0;
ALTER TABLE {schema}.task_archive ADD COLUMN settled text;

-- Who is to hear of a task's end. Written by the owner of the parent's shard only.
CREATE TABLE {schema}.follower (
    parent_id    text COLLATE "C" NOT NULL,
    child_id     text COLLATE "C" NOT NULL,
    edge         int NOT NULL CHECK (edge >= 0),
    parent_shard int NOT NULL CHECK (parent_shard >= 0),
    child_shard  int NOT NULL CHECK (child_shard >= 0),
    PRIMARY KEY (parent_id, child_id, edge)
);
CREATE INDEX follower_parent_shard ON {schema}.follower (parent_shard, parent_id, child_shard);
CREATE INDEX follower_child ON {schema}.follower (child_id);

-- The news that a task has ended, for one that waits for it. Inserted by the commit that ends the one, removed by the commit that records it in the other.
CREATE TABLE {schema}.signal (
    position    bigint GENERATED ALWAYS AS IDENTITY,
    child_shard int NOT NULL CHECK (child_shard >= 0),
    edge        int NOT NULL CHECK (edge >= 0),
    outcome     smallint NOT NULL CHECK (outcome >= 100),
    child_id    text COLLATE "C" NOT NULL,
    PRIMARY KEY (child_shard, position)
);
CREATE INDEX signal_child ON {schema}.signal (child_id);
