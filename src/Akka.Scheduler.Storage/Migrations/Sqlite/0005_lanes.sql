-- Waiting tasks stand in lanes of their own, as in PostgreSQL; tasks that are there already share bucket 0. The index also counts those that are due
-- without reading their rows.
ALTER TABLE task ADD COLUMN bucket INTEGER NOT NULL DEFAULT 0 CHECK (bucket BETWEEN 0 AND 4095);
DROP INDEX task_waiting;
CREATE INDEX task_waiting ON task (shard, queue, bucket, priority, next_start_at, id, state) WHERE state IN (1, 3);
