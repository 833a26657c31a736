-- Waiting tasks stand in lanes of their own by what may hold them up for long, so that those of a paused queue, of one key, or of an executor without
-- a worker stand in nobody's way. Tasks that are there already share bucket 0. Still no index holds a column that a start changes.
ALTER TABLE {schema}.task ADD COLUMN bucket int NOT NULL DEFAULT 0 CHECK (bucket BETWEEN 0 AND 4095);
DROP INDEX {schema}.task_waiting;
CREATE INDEX task_waiting ON {schema}.task (shard, queue, bucket, priority, next_start_at, id);
