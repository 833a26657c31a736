INSERT INTO follower (parent_id, child_id, edge, parent_shard, child_shard) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING
