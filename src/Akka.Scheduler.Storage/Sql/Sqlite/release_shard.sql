UPDATE shard SET owner_id = NULL, owner_inc = NULL WHERE shard_id = ?1 AND epoch = ?2 AND owner_inc = ?3 AND last_batch = ?4
