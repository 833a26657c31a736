-- The lower bound on the first column of the pair lets the index be entered at the position.
SELECT {task_columns}
FROM task AS t INDEXED BY task_waiting LEFT JOIN large_payload AS l ON l.key = t.key
WHERE t.shard = ?1 AND t.priority = ?2 AND t.state IN (1, 3)
  AND (t.next_start_at, t.id) > (?3, ?4) AND t.next_start_at <= ?5
ORDER BY t.next_start_at, t.id
LIMIT ?6
