-- Locks nothing.
SELECT shard_id, owner_id, owner_inc, epoch, log_seq FROM {schema}.shard ORDER BY shard_id
