-- Locks nothing.
SELECT version, nodes FROM {schema}.shard_map
