-- The first entry of the index behind a lane, and no row of the table.
SELECT t.queue, t.bucket, t.priority
FROM task AS t INDEXED BY task_waiting
WHERE t.shard = ?1 AND t.state IN (1, 3) AND (t.queue, t.bucket, t.priority) > (?2, ?3, ?4)
ORDER BY t.queue, t.bucket, t.priority
LIMIT 1
