INSERT INTO task_count (queue, state, n) VALUES (?1, ?2, ?3)
