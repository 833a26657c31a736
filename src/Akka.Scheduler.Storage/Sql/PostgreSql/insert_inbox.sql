-- Locks nothing but its own new rows; in order of the ids, so that two inserts of the same ids cannot wait for each other in a ring.
INSERT INTO {schema}.shard_inbox (shard, task_id, executor, queue, priority, created_at, due_at, name, schedule_id, labels, document, payload)
SELECT shard, task_id, executor, queue, priority, created_at, due_at, name, schedule_id, labels::jsonb, document, payload
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    AS u (task_id, shard, priority, created_at, due_at, queue, executor, name, schedule_id, labels, document, payload)
ORDER BY task_id
ON CONFLICT (task_id) DO NOTHING
