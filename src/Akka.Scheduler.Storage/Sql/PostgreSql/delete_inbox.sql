-- Locks and removes inbox rows that this commit takes up. Their number is not checked: a row that its author withdrew does no harm.
DELETE FROM {schema}.shard_inbox AS t USING unnest($1, $2, $3) AS u (shard, position, task_id)
WHERE t.shard = u.shard AND t.position = u.position AND t.task_id = u.task_id
