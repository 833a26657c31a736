-- Locks nothing. Walks the index task_waiting.
SELECT {live_columns}
FROM {schema}.task AS t
WHERE t.shard = $1 AND t.priority = $2 AND (t.next_start_at, t.id) > ($3, $4) AND t.next_start_at <= $5 AND t.state <> 2
ORDER BY t.next_start_at, t.id
LIMIT $6
