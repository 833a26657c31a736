SELECT key, state, queue FROM task INDEXED BY task_finished WHERE state >= 100 AND finished_at < ?1 ORDER BY finished_at LIMIT ?2
