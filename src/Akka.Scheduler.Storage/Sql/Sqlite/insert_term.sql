INSERT INTO shard_term (shard_id, epoch, owner_id, owner_inc, first_seq, reason, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
