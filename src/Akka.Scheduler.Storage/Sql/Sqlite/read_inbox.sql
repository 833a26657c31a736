SELECT {inbox_columns}, t.position FROM shard_inbox AS t WHERE t.shard = ?1 ORDER BY t.position LIMIT ?2
