SELECT {task_columns} FROM task AS t LEFT JOIN large_payload AS l ON l.key = t.key WHERE t.id = ?1 AND t.shard = ?2
