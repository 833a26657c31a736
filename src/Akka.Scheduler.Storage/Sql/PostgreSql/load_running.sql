-- Locks nothing. No task runs whose next start lies beyond the shard's running_until, so far-off tasks are not read.
SELECT {live_columns}
FROM {schema}.task AS t
WHERE t.shard = $1 AND t.priority = ANY ('{0,1,2,3}') AND t.state = 2
  AND t.next_start_at <= (SELECT s.running_until FROM {schema}.shard AS s WHERE s.shard_id = $1)
ORDER BY t.next_start_at, t.id
