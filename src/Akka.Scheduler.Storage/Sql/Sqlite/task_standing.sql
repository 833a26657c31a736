SELECT state, next_start_at, CASE WHEN reason = 'duplicate' THEN error END FROM task WHERE id = ?1
UNION ALL
SELECT 1, due_at, NULL FROM shard_inbox WHERE id = ?1
LIMIT 1
