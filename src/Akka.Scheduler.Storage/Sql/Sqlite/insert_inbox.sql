INSERT INTO shard_inbox (shard, id, queue, executor, priority, created_at, due_at, name, schedule_id, labels, document, payload)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (id) DO NOTHING
