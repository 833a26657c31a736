-- Locks the live rows of tasks that wait for others and have heard of some of them; their shards' rows are held by the fence.
WITH done AS (
    UPDATE {schema}.task AS t SET blocked = u.blocked, settled = u.settled
    FROM unnest($1, $2, $3, $4) AS u (id, shard, blocked, settled)
    WHERE t.id = u.id AND t.shard = u.shard
    RETURNING 1)
SELECT {schema}.expect_rows((SELECT count(*) FROM done), $5, 'set_blocked')
