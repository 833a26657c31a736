DELETE FROM unique_key WHERE key = ?1 AND task_id = ?2
