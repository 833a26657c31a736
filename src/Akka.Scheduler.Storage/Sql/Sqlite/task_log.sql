SELECT position, attempt, attempt_id, at, stream, text FROM attempt_log WHERE task_id = ?1 AND position > ?2 ORDER BY position LIMIT ?3
