-- Locks nothing; one statement, so one snapshot. All numbers come from the counters that commits keep. Only the split of the waiting ones at
-- $1 is counted in the tasks themselves: those that are due, up to 50,000 of them; beyond that those that are not, without bound. Either
-- side is read through task_waiting, one range for each lane, which a loose scan of the same index lists; the inner LIMIT and OFFSET keep the
-- planner from making one scan of the whole table of them. So the cost follows the lanes and the smaller side, not the number of tasks.
WITH RECURSIVE lane AS (
    (SELECT t.shard, t.queue, t.bucket, t.priority FROM {schema}.task AS t ORDER BY t.shard, t.queue, t.bucket, t.priority LIMIT 1)
    UNION ALL
    SELECT n.shard, n.queue, n.bucket, n.priority
    FROM lane AS l CROSS JOIN LATERAL (
        SELECT t.shard, t.queue, t.bucket, t.priority FROM {schema}.task AS t
        WHERE (t.shard, t.queue, t.bucket, t.priority) > (l.shard, l.queue, l.bucket, l.priority)
        ORDER BY t.shard, t.queue, t.bucket, t.priority LIMIT 1) AS n),
total AS (
    SELECT queue, state, sum(n)::bigint AS n FROM {schema}.task_count GROUP BY queue, state HAVING sum(n) <> 0),
due AS MATERIALIZED (
    SELECT w.queue
    FROM lane AS l CROSS JOIN LATERAL (
        SELECT t.queue FROM {schema}.task AS t
        WHERE t.shard = l.shard AND t.queue = l.queue AND t.bucket = l.bucket AND t.priority = l.priority AND t.next_start_at <= $1 AND t.state = 1
        LIMIT 50001) AS w
    LIMIT 50001),
few AS MATERIALIZED (SELECT count(*) <= 50000 AS are_due FROM due),
later AS MATERIALIZED (
    SELECT w.queue, count(*) AS n
    FROM lane AS l CROSS JOIN LATERAL (
        SELECT t.queue FROM {schema}.task AS t
        WHERE t.shard = l.shard AND t.queue = l.queue AND t.bucket = l.bucket AND t.priority = l.priority AND t.next_start_at > $1 AND t.state = 1
        OFFSET 0) AS w
    WHERE NOT (SELECT are_due FROM few)
    GROUP BY w.queue),
waiting AS (
    SELECT t.queue, t.n,
           CASE WHEN (SELECT are_due FROM few) THEN coalesce(d.n, 0) ELSE t.n - coalesce(l.n, 0) END AS ready
    FROM total AS t
    LEFT JOIN (SELECT queue, count(*) AS n FROM due GROUP BY queue) AS d ON d.queue = t.queue
    LEFT JOIN later AS l ON l.queue = t.queue
    WHERE t.state = 1),
inbox AS (
    SELECT i.queue, i.due_at <= $1 AS ready, count(*) AS n
    FROM {schema}.shard_inbox AS i
    WHERE NOT EXISTS (SELECT FROM {schema}.task AS l WHERE l.id = i.task_id)
      AND NOT EXISTS (SELECT FROM {schema}.task_archive AS a WHERE a.id = i.task_id)
    GROUP BY i.queue, i.due_at <= $1)
SELECT queue, state, ready, sum(n)::bigint
FROM (
    SELECT queue, state, false AS ready, n FROM total WHERE state <> 1
    UNION ALL SELECT queue, 1, true, ready FROM waiting
    UNION ALL SELECT queue, 1, false, n - ready FROM waiting
    UNION ALL SELECT queue, 1, ready, n FROM inbox
) AS parts
GROUP BY queue, state, ready
HAVING sum(n) > 0
ORDER BY queue, state, ready
