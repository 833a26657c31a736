-- Locks nothing; one statement, so one snapshot. Live and running ones come from the counters that commits keep. Those that are due are counted
-- in the tasks themselves, up to 50,000 of them; beyond that those that are not are counted, and taken off the waiting ones of the counters.
-- A loose scan of the index lists the lanes; the inner LIMIT and OFFSET keep the planner from making one scan of the whole table of it.
WITH RECURSIVE lane AS (
    (SELECT t.shard, t.queue, t.bucket, t.priority FROM {schema}.task AS t ORDER BY t.shard, t.queue, t.bucket, t.priority LIMIT 1)
    UNION ALL
    SELECT n.shard, n.queue, n.bucket, n.priority
    FROM lane AS l CROSS JOIN LATERAL (
        SELECT t.shard, t.queue, t.bucket, t.priority FROM {schema}.task AS t
        WHERE (t.shard, t.queue, t.bucket, t.priority) > (l.shard, l.queue, l.bucket, l.priority)
        ORDER BY t.shard, t.queue, t.bucket, t.priority LIMIT 1) AS n),
total AS (
    SELECT shard, sum(n)::bigint AS live, coalesce(sum(n) FILTER (WHERE state = 1), 0)::bigint AS waiting,
           coalesce(sum(n) FILTER (WHERE state = 2), 0)::bigint AS running
    FROM {schema}.task_count WHERE shard >= 0 AND state IN (1, 2, 3) GROUP BY shard HAVING sum(n) > 0),
due AS MATERIALIZED (
    SELECT l.shard
    FROM lane AS l CROSS JOIN LATERAL (
        SELECT FROM {schema}.task AS t
        WHERE t.shard = l.shard AND t.queue = l.queue AND t.bucket = l.bucket AND t.priority = l.priority AND t.next_start_at <= $1 AND t.state = 1
        LIMIT 50001) AS w
    LIMIT 50001),
few AS MATERIALIZED (SELECT count(*) <= 50000 AS are_due FROM due),
later AS MATERIALIZED (
    SELECT l.shard, count(*) AS n
    FROM lane AS l CROSS JOIN LATERAL (
        SELECT FROM {schema}.task AS t
        WHERE t.shard = l.shard AND t.queue = l.queue AND t.bucket = l.bucket AND t.priority = l.priority AND t.next_start_at > $1 AND t.state = 1
        OFFSET 0) AS w
    WHERE NOT (SELECT are_due FROM few)
    GROUP BY l.shard)
SELECT t.shard, t.live, CASE WHEN (SELECT are_due FROM few) THEN coalesce(d.n, 0) ELSE t.waiting - coalesce(l.n, 0) END, t.running
FROM total AS t
LEFT JOIN (SELECT shard, count(*) AS n FROM due GROUP BY shard) AS d ON d.shard = t.shard
LEFT JOIN later AS l ON l.shard = t.shard
ORDER BY t.shard
