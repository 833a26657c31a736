-- Locks nothing. One look into the index for each shard, however many rows wait.
SELECT s.shard_id FROM {schema}.shard AS s
WHERE EXISTS (SELECT FROM {schema}.signal AS t WHERE t.child_shard = s.shard_id)
ORDER BY s.shard_id
