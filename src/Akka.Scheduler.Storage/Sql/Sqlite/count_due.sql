-- One range of the index for each lane, and no row of the table: the cost follows the number of tasks that are due.
SELECT count(*)
FROM task AS t INDEXED BY task_waiting
WHERE t.shard = ?1 AND t.queue = ?2 AND t.bucket = ?3 AND t.priority = ?4 AND t.next_start_at <= ?5 AND t.state = 1 AND t.state IN (1, 3)
