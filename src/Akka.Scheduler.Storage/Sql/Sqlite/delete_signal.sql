DELETE FROM signal WHERE position = ?1 AND child_shard = ?2
