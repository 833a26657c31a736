DELETE FROM shard_inbox WHERE position = ?1 AND shard = ?2
