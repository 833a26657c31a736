UPDATE task SET shard = ?1, id = ?2, queue = ?3, executor = ?4, priority = ?5, created_at = ?6, due_at = ?7, name = ?8, schedule_id = ?9,
    labels = ?10, document = ?11, payload = ?12
WHERE key = ?13
