-- Locks nothing. A loose scan of the index task_waiting: one descent for each lane, however many tasks stand in it. Lanes in which nothing waits but
-- something runs are among them.
WITH RECURSIVE lane AS (
    (SELECT t.queue, t.bucket, t.priority FROM {schema}.task AS t WHERE t.shard = $1 ORDER BY t.queue, t.bucket, t.priority LIMIT 1)
    UNION ALL
    SELECT n.queue, n.bucket, n.priority
    FROM lane AS l CROSS JOIN LATERAL (
        SELECT t.queue, t.bucket, t.priority FROM {schema}.task AS t
        WHERE t.shard = $1 AND (t.queue, t.bucket, t.priority) > (l.queue, l.bucket, l.priority)
        ORDER BY t.queue, t.bucket, t.priority LIMIT 1) AS n)
SELECT queue, bucket, priority FROM lane
