-- Locks nothing. Tasks with an open edge that has neither a follower nor a signal: those whose parent's shard has not been told. And tasks that are being cancelled while they wait.
SELECT {live_columns}
FROM {schema}.task AS t
WHERE t.shard = $1 AND t.blocked > 0 AND t.id > $2 AND (t.cancel_requested = 1 OR t.blocked > (
    SELECT count(*) FROM (
        SELECT f.edge FROM {schema}.follower AS f WHERE f.child_id = t.id
        UNION
        SELECT s.edge FROM {schema}.signal AS s WHERE s.child_id = t.id) AS told
    WHERE substr(t.settled, told.edge % length(t.settled) + 1, 1) = '.'))
ORDER BY t.id
LIMIT $3
