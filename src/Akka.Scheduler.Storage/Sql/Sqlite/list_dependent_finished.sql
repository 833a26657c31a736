-- As list_finished, among tasks that have dependencies.
SELECT {task_columns}
FROM task AS t INDEXED BY task_dependent_finished LEFT JOIN large_payload AS l ON l.key = t.key
WHERE t.settled IS NOT NULL AND t.state >= 100 AND (t.created_at, t.id) < (?11, ?12) AND instr(?1, ',' || t.state || ',') > 0
  AND {filter}
ORDER BY t.created_at DESC, t.id DESC
LIMIT ?13
