-- Locks the counters of the group's shards, which only the holders of those shards' rows write. In order all the same.
INSERT INTO {schema}.task_count AS c (shard, queue, state, n)
SELECT shard, queue, state, n FROM unnest($1, $2, $3, $4) AS u (shard, queue, state, n) ORDER BY shard, queue, state
ON CONFLICT (shard, queue, state) DO UPDATE SET n = c.n + excluded.n
