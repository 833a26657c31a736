SELECT {task_columns} FROM task AS t INDEXED BY task_running LEFT JOIN large_payload AS l ON l.key = t.key WHERE t.shard = ?1 AND t.state = 2
