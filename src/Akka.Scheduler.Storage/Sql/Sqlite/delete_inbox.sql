DELETE FROM shard_inbox WHERE position = ?1 AND shard = ?2 AND id = ?3
