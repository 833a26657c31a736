SELECT key, task_id, until FROM unique_key WHERE key = ?1
