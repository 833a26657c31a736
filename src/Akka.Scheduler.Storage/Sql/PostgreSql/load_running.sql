-- Locks nothing. No task runs whose next start lies beyond the shard's running_until, so far-off tasks are not read: one range of the index
-- task_waiting for each lane (as in load_lanes), which the inner OFFSET keeps the planner from turning into one scan of all of them.
WITH RECURSIVE lane AS (
    (SELECT t.queue, t.bucket, t.priority FROM {schema}.task AS t WHERE t.shard = $1 ORDER BY t.queue, t.bucket, t.priority LIMIT 1)
    UNION ALL
    SELECT n.queue, n.bucket, n.priority
    FROM lane AS l CROSS JOIN LATERAL (
        SELECT t.queue, t.bucket, t.priority FROM {schema}.task AS t
        WHERE t.shard = $1 AND (t.queue, t.bucket, t.priority) > (l.queue, l.bucket, l.priority)
        ORDER BY t.queue, t.bucket, t.priority LIMIT 1) AS n)
SELECT {live_columns}
FROM lane AS l CROSS JOIN LATERAL (
    SELECT r.* FROM {schema}.task AS r
    WHERE r.shard = $1 AND r.queue = l.queue AND r.bucket = l.bucket AND r.priority = l.priority AND r.state = 2
      AND r.next_start_at <= (SELECT s.running_until FROM {schema}.shard AS s WHERE s.shard_id = $1)
    OFFSET 0) AS t
ORDER BY t.next_start_at, t.id
