-- Locks nothing. Walks the index task_waiting from the position on.
SELECT {live_columns}
FROM {schema}.task AS t
WHERE t.shard = $1 AND t.queue = $2 AND t.bucket = $3 AND t.priority = $4
  AND (t.next_start_at, t.id) > ($5, $6) AND t.next_start_at <= $7 AND t.state <> 2
ORDER BY t.next_start_at, t.id
LIMIT $8
