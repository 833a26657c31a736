SELECT {inbox_columns} FROM shard_inbox AS t WHERE t.id = ?1 AND t.shard = ?2
