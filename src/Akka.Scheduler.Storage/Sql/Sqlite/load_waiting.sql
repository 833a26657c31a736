-- The lower bound on the first column of the pair lets the index be entered at the position.
SELECT {task_columns}
FROM task AS t INDEXED BY task_waiting LEFT JOIN large_payload AS l ON l.key = t.key
WHERE t.shard = ?1 AND t.queue = ?2 AND t.bucket = ?3 AND t.priority = ?4 AND t.state IN (1, 3)
  AND (t.next_start_at, t.id) > (?5, ?6) AND t.next_start_at <= ?7
ORDER BY t.next_start_at, t.id
LIMIT ?8
