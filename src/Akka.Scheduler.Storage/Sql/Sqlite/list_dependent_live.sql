-- As list_live, among tasks that have dependencies.
-- ?2: of the pending ones, 0 all, 1 only those that are not due, 2 only those that are.
SELECT {task_columns}
FROM task AS t INDEXED BY task_dependent_live LEFT JOIN large_payload AS l ON l.key = t.key
WHERE t.settled IS NOT NULL AND t.state < 100 AND (t.created_at, t.id) < (?11, ?12) AND instr(?1, ',' || t.state || ',') > 0
  AND (?2 = 0 OR t.state <> 1 OR (t.next_start_at <= ?3) = (?2 = 2))
  AND {filter}
ORDER BY t.created_at DESC, t.id DESC
LIMIT ?13
