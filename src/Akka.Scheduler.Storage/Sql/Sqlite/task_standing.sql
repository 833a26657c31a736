SELECT state, next_start_at FROM task WHERE id = ?1
UNION ALL
SELECT 1, due_at FROM shard_inbox WHERE id = ?1
LIMIT 1
