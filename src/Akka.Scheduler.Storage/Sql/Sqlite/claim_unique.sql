INSERT INTO unique_key (key, task_id, claimed_at) VALUES (?1, ?2, ?3)
ON CONFLICT (key) DO UPDATE SET task_id = excluded.task_id, claimed_at = excluded.claimed_at, until = NULL
WHERE unique_key.until <= excluded.claimed_at OR unique_key.task_id = excluded.task_id
