DELETE FROM signal WHERE position = ?1 AND child_shard = ?2 AND child_id = ?3 AND edge = ?4
