SELECT id FROM task WHERE id = ?1 UNION SELECT id FROM shard_inbox WHERE id = ?1
