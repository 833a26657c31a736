SELECT s.shard_id FROM shard AS s WHERE EXISTS (SELECT 1 FROM signal AS i WHERE i.child_shard = s.shard_id) ORDER BY s.shard_id
