UPDATE unique_key SET until = ?3 WHERE key = ?1 AND task_id = ?2
