SELECT s.position, s.child_id, s.edge, s.outcome FROM signal AS s WHERE s.child_shard = ?1 ORDER BY s.position LIMIT ?2
