SELECT DISTINCT f.parent_id, f.child_shard FROM follower AS f WHERE f.parent_shard = ?1
