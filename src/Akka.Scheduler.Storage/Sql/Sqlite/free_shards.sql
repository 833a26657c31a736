UPDATE shard SET owner_id = NULL, owner_inc = NULL WHERE owner_inc = ?1
