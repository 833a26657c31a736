SELECT s.shard_id FROM shard AS s WHERE EXISTS (SELECT 1 FROM shard_inbox AS i WHERE i.shard = s.shard_id) ORDER BY s.shard_id
