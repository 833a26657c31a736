UPDATE shard SET log_seq = ?2, last_batch = ?3 WHERE shard_id = ?1
