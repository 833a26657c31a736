INSERT INTO attempt_log (task_id, attempt, attempt_id, at, stream, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
