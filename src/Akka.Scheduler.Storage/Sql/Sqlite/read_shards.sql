SELECT shard_id, owner_id, owner_inc, epoch, log_seq FROM shard ORDER BY shard_id
