-- Locks nothing: the owner is the only one who takes rows out, and it does so behind its fence.
SELECT {inbox_columns}, t.position FROM {schema}.shard_inbox AS t WHERE t.shard = $1 ORDER BY t.position LIMIT $2
