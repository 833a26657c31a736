UPDATE task_count SET n = n + ?3 WHERE queue = ?1 AND state = ?2
